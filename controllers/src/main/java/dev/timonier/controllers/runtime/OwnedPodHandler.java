package dev.timonier.controllers.runtime;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;

/// Tells which owners to look at when a pod changes, and meets the expectations of who creates and
/// deletes pods. A pod that is being deleted counts as deleted: it only has yet to end.
public record OwnedPodHandler<O extends HasMetadata>(
    OwnedHandler<O, Pod> owners, Expectations<NamespacedName> expectations)
    implements Handler<Pod> {

  @Override
  public void added(Pod pod) {
    if (Owners.terminates(pod)) {
      deleted(pod);
      return;
    }
    owners.owner(pod).ifPresent(expectations::created);
    owners.added(pod);
  }

  @Override
  public void updated(Pod before, Pod now) {
    if (Owners.terminates(now)) {
      deleted(now);
    } else {
      owners.updated(before, now);
    }
  }

  @Override
  public void deleted(Pod pod) {
    owners.owner(pod).ifPresent(key -> expectations.deleted(key, pod.getMetadata().getUid()));
    owners.deleted(pod);
  }
}
