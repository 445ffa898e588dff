package dev.timonier.controllers.job;

import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/// How many pods there are after some were created or deleted.
///
/// @param failure the first refusal
/// @param pause until something is left to do
record Progress(
    int active,
    int ready,
    int terminating,
    Optional<KubernetesClientException> failure,
    Optional<Duration> pause) {

  static Progress of(JobView view) {
    var active = view.active();
    return new Progress(
        active.size(),
        (int) active.stream().filter(Pods::ready).count(),
        view.terminating().size(),
        Optional.empty(),
        Optional.empty());
  }

  Progress created(int count) {
    return new Progress(active + count, ready, terminating, failure, pause);
  }

  Progress deleted(Collection<Pod> pods) {
    var lost = (int) pods.stream().filter(Pods::ready).count();
    return new Progress(
        active - pods.size(), ready - lost, terminating + pods.size(), failure, pause);
  }

  Progress failed(Optional<KubernetesClientException> refusal) {
    return new Progress(active, ready, terminating, refusal, pause);
  }

  Progress waiting(Duration delay) {
    return new Progress(active, ready, terminating, failure, Optional.of(delay));
  }
}
