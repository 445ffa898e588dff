package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.HashSet;

/// Finds what is wrong with the regular containers of a pod.
final class ContainersValidation {
  private final PodContext pod;
  private final Subject containers;

  ContainersValidation(PodContext pod) {
    this.pod = pod;
    this.containers = pod.spec().at("containers");
  }

  void validate() {
    if (containers.isEmpty()) {
      containers.required();
      return;
    }
    var names = new HashSet<String>();
    for (var container : containers.elements()) {
      new ContainerValidation(pod).validate(container);
      if (!names.add(container.at("name").text())) {
        container.at("name").duplicate();
      }
      new LifecycleValidation(pod).validate(container);
      RestartRules.validate(container);
    }
    new HostPortConflicts().examine(containers.elements());
  }
}
