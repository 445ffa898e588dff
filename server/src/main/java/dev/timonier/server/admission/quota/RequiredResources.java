package dev.timonier.server.admission.quota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What each container must say so that a quota of it can be kept.
final class RequiredResources {
  private static final Set<String> COMPUTE =
      Set.of("cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");

  private RequiredResources() {}

  /// What is missing, as in `cpu for: a,b; memory for: a`; empty when nothing is.
  static String missing(ApiObject pod, Set<String> limited) {
    var missing = new TreeMap<String, Set<String>>();
    Stream.of("containers", "initContainers")
        .flatMap(field -> Trees.stream(pod.spec().path(field)))
        .forEach(
            container ->
                limited.stream()
                    .filter(COMPUTE::contains)
                    .filter(name -> !says(container, name))
                    .forEach(
                        name ->
                            missing
                                .computeIfAbsent(name, _ -> new TreeSet<>())
                                .add(Trees.text(container, "name"))));
    return missing.entrySet().stream()
        .map(entry -> entry.getKey() + " for: " + String.join(",", entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static boolean says(JsonNode container, String name) {
    var resources = container.path("resources");
    var dot = name.indexOf('.');
    return dot < 0
        ? resources.path("requests").has(name)
        : resources.path(name.substring(0, dot)).has(name.substring(dot + 1));
  }
}
