package dev.timonier.controllers.runtime;

import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Which owners to look at when an object changes that they own or may adopt.
///
/// @param kind of the owners
/// @param selects whether an owner would adopt an object
public record OwnedHandler<O extends HasMetadata, T extends HasMetadata>(
    String kind, Store<O> owners, BiPredicate<O, T> selects, WorkQueue<NamespacedName> queue)
    implements Handler<T> {

  @Override
  public void added(T object) {
    if (Owners.terminates(object)) {
      deleted(object);
      return;
    }
    owner(object).ifPresentOrElse(queue::add, () -> askAdopters(object));
  }

  @Override
  public void updated(T before, T now) {
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
  public void deleted(T object) {
    owner(object).ifPresent(queue::add);
  }

  /// The key of the owner that controls the object, if it is of our kind and still there.
  public Optional<NamespacedName> owner(T object) {
    return Owners.controller(object)
        .filter(reference -> reference.getKind().equals(kind))
        .flatMap(reference -> resolve(object, reference));
  }

  private Optional<NamespacedName> resolve(T object, OwnerReference reference) {
    var key = new NamespacedName(object.getMetadata().getNamespace(), reference.getName());
    return owners
        .get(key)
        .filter(owner -> owner.getMetadata().getUid().equals(reference.getUid()))
        .map(_ -> key);
  }

  private void askAdopters(T orphan) {
    if (Owners.controller(orphan).isPresent()) {
      return;
    }
    owners.inNamespace(orphan.getMetadata().getNamespace()).stream()
        .filter(owner -> selects.test(owner, orphan))
        .map(NamespacedName::of)
        .forEach(queue::add);
  }

  private static boolean relabelled(HasMetadata before, HasMetadata now) {
    return !Objects.equals(before.getMetadata().getLabels(), now.getMetadata().getLabels());
  }
}
