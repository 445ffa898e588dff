package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a standard would say of the pods that are in a namespace already.
///
/// Pods with the same faults are told of together, by the first of their names. Of many pods, one
/// of each controller is looked at first, and no more than 3,000 are.
final class ExistingPods {
  private static final int MOST = 3000;
  private static final GroupResource PODS = new GroupResource("", "pods");

  private final CachedObjects objects;
  private final PodSecurityConfiguration configuration;

  ExistingPods(CachedObjects objects, PodSecurityConfiguration configuration) {
    this.objects = objects;
    this.configuration = configuration;
  }

  List<String> warnings(String namespace, Standard standard) {
    var pods = byImportance(objects.in(namespace, PODS));
    var checked = pods.subList(0, Math.min(MOST, pods.size()));
    var warnings = new ArrayList<String>();
    if (checked.size() < pods.size()) {
      warnings.add(
          "new PodSecurity enforce level only checked against the first %d of %d existing pods"
              .formatted(checked.size(), pods.size()));
    }
    var violators = violators(checked, standard);
    if (!violators.isEmpty()) {
      warnings.add(
          "existing pods in namespace \"%s\" violate the new PodSecurity enforce level \"%s\""
              .formatted(namespace, standard));
    }
    violators.entrySet().stream().map(ExistingPods::shown).sorted().forEach(warnings::add);
    return warnings;
  }

  private List<ApiObject> byImportance(List<ApiObject> pods) {
    var first = new ArrayList<ApiObject>();
    var alike = new ArrayList<ApiObject>();
    var controllers = new HashSet<String>();
    for (var pod : pods) {
      if (!configuration.sparesClassOf(pod.spec())) {
        var controller = controller(pod);
        (controller.isEmpty() || controllers.add(controller) ? first : alike).add(pod);
      }
    }
    first.addAll(alike);
    return first;
  }

  private static String controller(ApiObject pod) {
    return Trees.stream(pod.metadata().tree().path("ownerReferences"))
        .filter(owner -> Trees.isTrue(owner, "controller"))
        .map((JsonNode owner) -> Trees.text(owner, "uid"))
        .findFirst()
        .orElse("");
  }

  /// The names of pods, by what is wrong with them.
  private static Map<String, NavigableSet<String>> violators(
      List<ApiObject> pods, Standard standard) {
    var violators = new TreeMap<String, NavigableSet<String>>();
    for (var pod : pods) {
      var violations =
          Standards.violations(standard, new SecuredPod(pod.metadata().tree(), pod.spec()));
      if (!violations.isEmpty()) {
        violators
            .computeIfAbsent(Violation.reasons(violations), _ -> new TreeSet<>())
            .add(pod.name());
      }
    }
    return violators;
  }

  private static String shown(Map.Entry<String, NavigableSet<String>> violation) {
    var names = violation.getValue();
    var others =
        switch (names.size()) {
          case 1 -> "";
          case 2 -> " (and 1 other pod)";
          default -> " (and " + (names.size() - 1) + " other pods)";
        };
    return names.first() + others + ": " + violation.getKey();
  }
}
