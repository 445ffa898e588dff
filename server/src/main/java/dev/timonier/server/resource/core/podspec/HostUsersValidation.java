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
    for (var field : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (pod.spec().at(field).isTrue()) {
        pod.spec().at(field).forbidden("when `hostUsers` is false");
      }
    }
    for (var list : List.of("containers", "initContainers")) {
      pod.spec().at(list).elements().forEach(HostUsersValidation::devices);
    }
  }

  private static void devices(Subject container) {
    if (!container.at("volumeDevices").isEmpty()) {
      container.at("volumeDevices").forbidden("when `hostUsers` is false");
    }
  }
}
