package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The SELinux labels of pods.
///
/// @param types the types that a pod may ask for, with the empty one
record SeLinuxCheck(Set<String> types) implements Check {
  static final Check SINCE_1_0 =
      new SeLinuxCheck(Set.of("", "container_t", "container_init_t", "container_kvm_t"));
  static final Check SINCE_1_31 =
      new SeLinuxCheck(
          Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"));

  @Override
  public Optional<Violation> violation(SecuredPod pod) {
    var bad = Setters.where(pod, context -> isBad(context.path("seLinuxOptions")));
    return bad.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Violation(
                "seLinuxOptions",
                bad
                    + " set forbidden securityContext.seLinuxOptions: "
                    + String.join("; ", faults(pod))));
  }

  private boolean isBad(JsonNode options) {
    return !types.contains(Trees.text(options, "type"))
        || isSet(options, "user")
        || isSet(options, "role");
  }

  private static boolean isSet(JsonNode options, String field) {
    return !Trees.text(options, field).isEmpty();
  }

  private List<String> faults(SecuredPod pod) {
    var options = pod.contexts().map(context -> context.path("seLinuxOptions")).toList();
    var faults = new ArrayList<String>();
    var badTypes =
        options.stream()
            .map(set -> Trees.text(set, "type"))
            .filter(type -> !types.contains(type))
            .distinct()
            .sorted()
            .toList();
    if (!badTypes.isEmpty()) {
      faults.add(Wording.plural("type", badTypes) + " " + Wording.quoted(badTypes));
    }
    for (var field : List.of("user", "role")) {
      if (options.stream().anyMatch(set -> isSet(set, field))) {
        faults.add(field + " may not be set");
      }
    }
    return faults;
  }
}
