package dev.timonier.machinery.informer;

import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds the objects of a store by something other than their name, as pods by the node that they
/// run on. An object may have several keys or none. Written by one thread, read by any.
public final class Index<K, T extends HasMetadata> {
  private final Function<? super T, ? extends Collection<K>> keys;
  private final ConcurrentHashMap<K, ConcurrentHashMap<NamespacedName, T>> buckets =
      new ConcurrentHashMap<>();

  Index(Function<? super T, ? extends Collection<K>> keys) {
    this.keys = keys;
  }

  /// The objects that have the key.
  public List<T> get(K key) {
    var bucket = buckets.get(key);
    return bucket == null ? List.of() : List.copyOf(bucket.values());
  }

  /// The keys that some object has.
  public List<K> keys() {
    return List.copyOf(buckets.keySet());
  }

  void put(T item) {
    var name = NamespacedName.of(item);
    for (var key : keys.apply(item)) {
      buckets.computeIfAbsent(key, _ -> new ConcurrentHashMap<>()).put(name, item);
    }
  }

  /// Whoever looks meanwhile under a key that both versions have finds one of them.
  void replace(T before, T item) {
    put(item);
    var present = keys.apply(item);
    for (var key : keys.apply(before)) {
      if (!present.contains(key)) {
        remove(key, NamespacedName.of(before));
      }
    }
  }

  void remove(T item) {
    for (var key : keys.apply(item)) {
      remove(key, NamespacedName.of(item));
    }
  }

  private void remove(K key, NamespacedName name) {
    buckets.computeIfPresent(key, (_, bucket) -> without(bucket, name));
  }

  private static <V> @Nullable ConcurrentHashMap<NamespacedName, V> without(
      ConcurrentHashMap<NamespacedName, V> bucket, NamespacedName name) {
    bucket.remove(name);
    return bucket.isEmpty() ? null : bucket;
  }
}
