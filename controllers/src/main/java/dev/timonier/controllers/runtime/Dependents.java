package dev.timonier.controllers.runtime;

import dev.timonier.machinery.informer.Index;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.List;

/// Finds the objects that an owner controls, and those of its namespace that nobody controls.
public final class Dependents<T extends HasMetadata> {
  /// Of an object that nobody controls the uid is empty.
  private record Key(String namespace, String controllerUid) {}

  private final Index<Key, T> index;

  public Dependents(Store<T> store) {
    index = store.index(object -> List.of(key(object)));
  }

  /// What the owner controls.
  public List<T> of(HasMetadata owner) {
    return index.get(new Key(owner.getMetadata().getNamespace(), owner.getMetadata().getUid()));
  }

  /// What the owner of this uid controls.
  public List<T> of(String namespace, String uid) {
    return index.get(new Key(namespace, uid));
  }

  /// What nobody controls.
  public List<T> orphans(String namespace) {
    return index.get(new Key(namespace, ""));
  }

  /// What the owner controls and what it may adopt. An orphan that is adopted meanwhile is in the
  /// second look if not in the first.
  public List<T> candidates(HasMetadata owner) {
    var candidates = new LinkedHashMap<NamespacedName, T>();
    orphans(owner.getMetadata().getNamespace())
        .forEach(o -> candidates.put(NamespacedName.of(o), o));
    of(owner).forEach(o -> candidates.put(NamespacedName.of(o), o));
    return List.copyOf(candidates.values());
  }

  private static Key key(HasMetadata object) {
    return new Key(object.getMetadata().getNamespace(), Owners.controllerUid(object).orElse(""));
  }
}
