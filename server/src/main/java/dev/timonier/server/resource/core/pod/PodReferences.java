package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AnnotationKeys;
import dev.timonier.server.resource.core.podspec.ContainerLists;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The objects that a pod names, wherever it names them.
public final class PodReferences {
  private final ApiObject pod;

  public PodReferences(ApiObject pod) {
    this.pod = pod;
  }

  /// A mirror pod shows what runs anyway and must not give access to anything.
  public boolean isMirror() {
    return pod.metadata().annotations().containsKey(AnnotationKeys.MIRROR);
  }

  public Set<String> secrets() {
    var names = new HashSet<String>();
    add(names, pod.spec().path("imagePullSecrets"), "name");
    environment("secretRef", "secretKeyRef").forEach(names::add);
    for (var volume : pod.spec().path("volumes")) {
      names.addAll(secretsOf(volume));
      volume.path("projected").path("sources").forEach(s -> names.add(name(s.path("secret"))));
    }
    names.remove("");
    return names;
  }

  /// The secrets that the source of a volume names: in `secretName`, or in references of several
  /// names.
  private static Set<String> secretsOf(JsonNode volume) {
    var names = new HashSet<String>();
    for (var source : volume) {
      if (source.isObject()) {
        names.add(Trees.text(source, "secretName"));
        source.properties().stream()
            .filter(field -> field.getKey().endsWith("ecretRef"))
            .forEach(field -> names.add(name(field.getValue())));
      }
    }
    names.remove("");
    return names;
  }

  public Set<String> configMaps() {
    var names = new HashSet<String>();
    environment("configMapRef", "configMapKeyRef").forEach(names::add);
    for (var volume : pod.spec().path("volumes")) {
      names.add(name(volume.path("configMap")));
      volume.path("projected").path("sources").forEach(s -> names.add(name(s.path("configMap"))));
    }
    names.remove("");
    return names;
  }

  /// Claims that are named, and those that are made for the pod's ephemeral volumes.
  public Set<String> claims() {
    var names = new HashSet<String>();
    for (var volume : pod.spec().path("volumes")) {
      names.add(Trees.text(volume.path("persistentVolumeClaim"), "claimName"));
      if (volume.has("ephemeral")) {
        names.add(pod.name() + "-" + name(volume));
      }
    }
    names.remove("");
    return names;
  }

  /// Claims of devices: those that are named, and those that were made from templates and for
  /// extended resources.
  public Set<String> resourceClaims() {
    var named =
        Trees.stream(pod.spec().path("resourceClaims"))
            .map(claim -> Trees.text(claim, "resourceClaimName"));
    var made =
        Trees.stream(pod.status().path("resourceClaimStatuses"))
            .map(claim -> Trees.text(claim, "resourceClaimName"));
    var extended =
        Stream.of(
            Trees.text(pod.status().path("extendedResourceClaimStatus"), "resourceClaimName"));
    return Stream.of(named, made, extended)
        .flatMap(names -> names)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  public String serviceAccount() {
    return Trees.text(pod.spec(), "serviceAccountName");
  }

  private Stream<String> environment(String whole, String key) {
    return ContainerLists.ALL.stream()
        .flatMap(list -> Trees.stream(pod.spec().path(list)))
        .flatMap(
            container ->
                Stream.concat(
                    Trees.stream(container.path("envFrom")).map(from -> name(from.path(whole))),
                    Trees.stream(container.path("env"))
                        .map(variable -> name(variable.path("valueFrom").path(key)))));
  }

  private static void add(Set<String> names, JsonNode references, String field) {
    references.forEach(reference -> names.add(Trees.text(reference, field)));
  }

  private static String name(JsonNode reference) {
    return Trees.text(reference, "name");
  }
}
