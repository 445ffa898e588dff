package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.plan.PodObservation;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what pods leave behind: old containers while they live, everything when they are gone.
final class Cleaner {
  private static final Logger LOG = LoggerFactory.getLogger(Cleaner.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  /// The newest container of each name, and one before it for its log and state.
  private static final int KEPT = 2;

  private final PodServices services;

  Cleaner(PodServices services) {
    this.services = services;
  }

  /// Removes dead containers but the newest, and sandboxes without containers but the newest.
  void removeOldContainers(PodContext context) {
    var observed = context.inventory().observe();
    old(context, observed).forEach(this::remove);
    oldSandboxes(observed).forEach(services.runtime()::removeSandbox);
  }

  /// One turn of a pod of which nothing runs any more.
  ///
  /// @return whether nothing is left of it, here and in the API
  boolean run(PodContext context, Turn turn) {
    services.volumes().unmount(context.uid());
    if (!context.isDeleted()) {
      return false;
    }
    try {
      removeAll(context);
      return deleteFromApi(context);
    } catch (RuntimeFailure | KubernetesClientException e) {
      LOG.warn("pod {} was not removed, trying again: {}", context.uid(), e.toString());
      turn.after(RETRY);
      return false;
    }
  }

  private void removeAll(PodContext context) {
    var observed = context.inventory().observe();
    observed.containers().forEach(c -> services.runtime().removeContainer(c.id()));
    observed.sandboxes().forEach(s -> services.runtime().removeSandbox(s.id()));
    services.directories().remove(context.pod());
  }

  private boolean deleteFromApi(PodContext context) {
    if (context.presence() != PodContext.Presence.IN_API) {
      services.writer().forget(context.uid());
      return true;
    }
    if (services.writer().isSettled(context.uid())) {
      services.deletion().delete(context.pod());
    }
    return false;
  }

  private void remove(ContainerStatus container) {
    services.runtime().removeContainer(container.id());
    services.directories().removeLog(container);
  }

  private static List<ContainerStatus> old(PodContext context, PodObservation observed) {
    return PodContainer.all(context.pod()).stream()
        .flatMap(container -> old(observed.all(container.name())))
        .toList();
  }

  private static Stream<ContainerStatus> old(List<ContainerStatus> ofOneName) {
    return ofOneName.stream().skip(KEPT).filter(c -> !PodObservation.isRunning(c));
  }

  private static List<SandboxId> oldSandboxes(PodObservation observed) {
    return observed.sandboxes().stream()
        .skip(1)
        .map(sandbox -> sandbox.id())
        .filter(id -> observed.containers().stream().noneMatch(c -> c.sandbox().equals(id)))
        .toList();
  }
}
