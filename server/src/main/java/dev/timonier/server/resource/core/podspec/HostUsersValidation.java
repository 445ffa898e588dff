package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.List;

/// A pod with users of its own shares no other namespace with its node
/// (<https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/>).
final class HostUsersValidation {
  private HostUsersValidation() {}

  static void validate(PodContext pod) {
    if (pod.usesHostUsers()) {
      return;
    }
    refuse(pod.spec(), "hostNetwork", "hostNetwork");
    refuse(pod.spec(), "hostPID", "HostPID");
    refuse(pod.spec(), "hostIPC", "HostIPC");
    for (var list : List.of("initContainers", "containers", "ephemeralContainers")) {
      pod.spec().at(list).elements().forEach(HostUsersValidation::devices);
    }
  }

  /// @param told what the field is called in the message
  private static void refuse(Subject spec, String field, String told) {
    if (spec.at(field).isTrue()) {
      spec.at(told).forbidden("when `hostUsers` is false");
    }
  }

  private static void devices(Subject container) {
    if (!container.at("volumeDevices").isEmpty()) {
      container.at("volumeDevices").forbidden("when `hostUsers` is false");
    }
  }
}
