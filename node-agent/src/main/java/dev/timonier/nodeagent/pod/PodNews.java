package dev.timonier.nodeagent.pod;

import dev.timonier.machinery.informer.Handler;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.Predicate;

/// Hands the news of a watch on to those who work on pods.
///
/// @param wanted which pods are worked on
public record PodNews(PodWorkers workers, Predicate<Pod> wanted) implements Handler<Pod> {
  /// For a watch of nothing but pods that are worked on.
  public PodNews(PodWorkers workers) {
    this(workers, _ -> true);
  }

  @Override
  public void added(Pod now) {
    if (wanted.test(now)) {
      workers.update(now);
    }
  }

  @Override
  public void updated(Pod before, Pod now) {
    added(now);
  }

  @Override
  public void deleted(Pod last) {
    if (wanted.test(last)) {
      workers.remove(last);
    }
  }
}
