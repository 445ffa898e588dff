package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds what is wrong with the init containers of a pod. Those that restart always are sidecars,
/// which may do what regular containers may
/// (<https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/>).
final class InitContainersValidation {
  private static final List<String> OF_SIDECARS =
      List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe");

  private final PodContext pod;
  private final Set<String> names = new HashSet<>();

  InitContainersValidation(PodContext pod) {
    this.pod = pod;
  }

  void validate() {
    var containers = pod.spec().at("initContainers");
    if (containers.isEmpty()) {
      return;
    }
    for (var container : pod.spec().value().path("containers")) {
      names.add(Trees.text(container, "name"));
    }
    containers.elements().forEach(this::container);
  }

  private void container(Subject container) {
    new ContainerValidation(pod).validate(container);
    RestartRules.ofInitContainer(container);
    var name = container.at("name");
    if (!names.add(name.text()) && !name.isEmpty()) {
      name.duplicate();
    }
    // As Kubernetes examines each alone, so it tells of each as of the first.
    var first = pod.spec().at("initContainers").at(0);
    new HostPortConflicts().examine(List.of(first.with(container.value())));
    if (AggregateResources.isSidecar(container.value())) {
      new LifecycleValidation(pod).validate(container);
    } else {
      refuseWhatSidecarsDo(container);
      refuseRestarts(container.at("resizePolicy"));
    }
  }

  private static void refuseRestarts(Subject policies) {
    for (var policy : policies.elements()) {
      if (policy.at("restartPolicy").text().equals("RestartContainer")) {
        policy
            .at("restartPolicy")
            .invalid("must not be set to 'RestartContainer' for non-sidecar initContainers");
      }
    }
  }

  private static void refuseWhatSidecarsDo(Subject container) {
    for (var field : OF_SIDECARS) {
      if (container.has(field)) {
        container
            .at(field)
            .forbidden("may not be set for init containers without restartPolicy=Always");
      }
    }
  }
}
