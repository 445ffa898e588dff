package dev.timonier.machinery.informer;

import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// The last known objects of a resource. Written by one thread, read by any; the objects are shared
/// by all readers, who must not change them.
public final class Store<T extends HasMetadata> {
  private final ConcurrentHashMap<NamespacedName, T> items = new ConcurrentHashMap<>();
  private final List<Index<?, T>> indices = new CopyOnWriteArrayList<>();
  private final Index<String, T> byNamespace =
      index(item -> List.of(NamespacedName.of(item).namespace()));

  public Optional<T> get(NamespacedName name) {
    return Optional.ofNullable(items.get(name));
  }

  public List<T> list() {
    return List.copyOf(items.values());
  }

  public List<T> inNamespace(String namespace) {
    return byNamespace.get(namespace);
  }

  public int size() {
    return items.size();
  }

  /// Adds an index; to be done before the store is filled.
  public <K> Index<K, T> index(Function<? super T, ? extends Collection<K>> keys) {
    var index = new Index<K, T>(keys);
    items.values().forEach(index::put);
    indices.add(index);
    return index;
  }

  /// Keeps an object and says which version was kept before.
  public Optional<T> put(T item) {
    var before = Optional.ofNullable(items.put(NamespacedName.of(item), item));
    for (var index : indices) {
      before.ifPresentOrElse(old -> index.replace(old, item), () -> index.put(item));
    }
    return before;
  }

  /// Forgets an object and says which version was kept.
  public Optional<T> remove(NamespacedName name) {
    var before = Optional.ofNullable(items.remove(name));
    before.ifPresent(item -> indices.forEach(index -> index.remove(item)));
    return before;
  }

  /// The names of all objects, at this moment.
  List<NamespacedName> names() {
    return new ArrayList<>(items.keySet());
  }
}
