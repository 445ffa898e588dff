package dev.timonier.controllers.runtime;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Which owners to look at when a pod changes.
///
/// @param kind of the owners
/// @param selects whether an owner would adopt a pod
public record OwnedPodHandler<T extends HasMetadata>(
    String kind,
    Store<T> owners,
    BiPredicate<T, Pod> selects,
    WorkQueue<NamespacedName> queue,
    Expectations<NamespacedName> expectations)
    implements Handler<Pod> {

  @Override
  public void added(Pod pod) {
    if (Owners.terminates(pod)) {
      deleted(pod);
      return;
    }
    owner(pod)
        .ifPresentOrElse(
            key -> {
              expectations.created(key);
              queue.add(key);
            },
            () -> askAdopters(pod));
  }

  @Override
  public void updated(Pod before, Pod now) {
    if (Objects.equals(
        before.getMetadata().getResourceVersion(), now.getMetadata().getResourceVersion())) {
      return;
    }
    if (Owners.terminates(now)) {
      deleted(now);
      return;
    }
    var changedHands = !Owners.controller(before).equals(Owners.controller(now));
    if (changedHands) {
      owner(before).ifPresent(queue::add);
    }
    if (Owners.controller(now).isPresent()) {
      owner(now).ifPresent(queue::add);
    } else if (changedHands || relabelled(before, now)) {
      askAdopters(now);
    }
  }

  @Override
  public void deleted(Pod pod) {
    owner(pod)
        .ifPresent(
            key -> {
              expectations.deleted(key, pod.getMetadata().getUid());
              queue.add(key);
            });
  }

  private Optional<NamespacedName> owner(Pod pod) {
    return Owners.controller(pod)
        .filter(r -> r.getKind().equals(kind))
        .flatMap(r -> resolve(pod, r));
  }

  private Optional<NamespacedName> resolve(Pod pod, OwnerReference reference) {
    var key = new NamespacedName(pod.getMetadata().getNamespace(), reference.getName());
    return owners
        .get(key)
        .filter(owner -> owner.getMetadata().getUid().equals(reference.getUid()))
        .map(_ -> key);
  }

  private void askAdopters(Pod orphan) {
    if (Owners.controller(orphan).isPresent()) {
      return;
    }
    owners.inNamespace(orphan.getMetadata().getNamespace()).stream()
        .filter(owner -> selects.test(owner, orphan))
        .map(NamespacedName::of)
        .forEach(queue::add);
  }

  private static boolean relabelled(Pod before, Pod now) {
    return !Objects.equals(before.getMetadata().getLabels(), now.getMetadata().getLabels());
  }
}
