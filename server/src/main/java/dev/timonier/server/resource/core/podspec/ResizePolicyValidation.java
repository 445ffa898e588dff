package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;

/// What holds for the policies that tell whether a resize restarts a container
/// (<https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/>).
final class ResizePolicyValidation {
  private static final List<String> RESOURCES = List.of("cpu", "memory");
  private static final List<String> POLICIES = List.of("NotRequired", "RestartContainer");

  private ResizePolicyValidation() {}

  static void validate(PodContext pod, Subject policies) {
    var names = new HashSet<String>();
    for (var policy : policies.elements()) {
      var name = policy.at("resourceName");
      if (!names.add(name.text())) {
        policy.duplicate(Subject.quote(name.text()));
      }
      choice(policies, name, RESOURCES);
      var restart = policy.at("restartPolicy");
      choice(policies, restart, POLICIES);
      if (pod.neverRestarts() && !restart.text().equals("NotRequired")) {
        policies.invalid(
            Subject.quote(restart.text()),
            "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
      }
    }
  }

  /// Faults are told of the list, without an index.
  private static void choice(Subject policies, Subject choice, List<String> choices) {
    if (choice.isEmpty()) {
      policies.required();
    } else if (!choices.contains(choice.text())) {
      policies.with(choice.value()).notSupported(choices);
    }
  }
}
