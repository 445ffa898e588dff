package dev.timonier.server.watchcache;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The objects of one resource in the order of their paths, which begin with their namespace and a
/// slash if they have one. How many a namespace has is known without counting. Not for several
/// threads.
final class ObjectsByPath {
  private final NavigableMap<String, CachedObject> objects = new TreeMap<>();
  private final Map<String, Long> sizes = new HashMap<>(); // by prefix
  private long bytes;

  boolean isEmpty() {
    return objects.isEmpty();
  }

  Optional<CachedObject> get(String path) {
    return Optional.ofNullable(objects.get(path));
  }

  /// @return what was there before
  Optional<CachedObject> put(String path, CachedObject object) {
    var previous = objects.put(path, object);
    bytes += bytes(object);
    if (previous == null) {
      sizes.merge(prefix(path), 1L, Long::sum);
    } else {
      bytes -= bytes(previous);
    }
    return Optional.ofNullable(previous);
  }

  /// @return what was there
  Optional<CachedObject> remove(String path) {
    var previous = objects.remove(path);
    if (previous != null) {
      bytes -= bytes(previous);
      sizes.computeIfPresent(prefix(path), (_, size) -> oneLess(size));
    }
    return Optional.ofNullable(previous);
  }

  private static @Nullable Long oneLess(long size) {
    return size == 1 ? null : size - 1;
  }

  void clear() {
    objects.clear();
    sizes.clear();
    bytes = 0;
  }

  private static long bytes(CachedObject object) {
    return object.stored().bytes().length;
  }

  /// Of all objects.
  long bytes() {
    return bytes;
  }

  int size() {
    return objects.size();
  }

  /// The objects whose paths begin with a prefix, that of a namespace or none, or those of them
  /// that come after a path.
  ///
  /// @param after empty for all
  Iterable<CachedObject> from(String prefix, String after) {
    return prefix.isEmpty() && after.isEmpty() ? objects.values() : tail(prefix, after).values();
  }

  /// How many these are.
  long size(String prefix, String after) {
    if (!after.isEmpty()) {
      return tail(prefix, after).size(); // counts
    }
    return prefix.isEmpty() ? objects.size() : sizes.getOrDefault(prefix, 0L);
  }

  private NavigableMap<String, CachedObject> tail(String prefix, String after) {
    var start = after.isEmpty() ? prefix : after;
    return objects.subMap(start, after.isEmpty(), prefix + Character.MAX_VALUE, true);
  }

  private static String prefix(String path) {
    return path.substring(0, path.indexOf('/') + 1);
  }
}
