package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.validation.Subject;

/// Processes of the host run in a pod only among themselves and on the host's network
/// (<https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/>).
final class WindowsHostProcesses {
  private final Subject spec;
  private int containers;
  private int ofHost;

  WindowsHostProcesses(Subject spec) {
    this.spec = spec;
  }

  void validate() {
    var pods = hostProcess(spec.value());
    for (var list : ContainerLists.ALL) {
      spec.at(list).elements().forEach(container -> container(container, pods));
    }
    if (ofHost == 0) {
      return;
    }
    if (ofHost != containers) {
      spec.invalid(
          "\"\"",
          "If pod contains any hostProcess containers then all containers must be HostProcess"
              + " containers");
    }
    if (!spec.at("hostNetwork").isTrue()) {
      spec.at("hostNetwork")
          .invalid("false", "hostNetwork must be true if pod contains any hostProcess containers");
    }
  }

  private static JsonNode hostProcess(JsonNode parent) {
    return parent.path("securityContext").path("windowsOptions").path("hostProcess");
  }

  private void container(Subject container, JsonNode pods) {
    var own = hostProcess(container.value());
    containers++;
    ofHost += (own.isBoolean() ? own : pods).asBoolean() ? 1 : 0;
    if (own.isBoolean() && pods.isBoolean() && !own.equals(pods)) {
      container
          .at("securityContext")
          .at("windowsOptions")
          .at("hostProcess")
          .invalid(
              "pod hostProcess value must be identical if both are specified, was "
                  + pods.asBoolean());
    }
  }
}
