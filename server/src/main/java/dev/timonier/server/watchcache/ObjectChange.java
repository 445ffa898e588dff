package dev.timonier.server.watchcache;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// One change of one object, shared by all who watch it. What is written for it is encoded once for
/// each form that someone asks for.
public final class ObjectChange {
  private final Revision revision;
  private final Optional<CachedObject> current;
  private final Optional<CachedObject> previous;
  private final Map<Object, byte[]> encoded = new ConcurrentHashMap<>(2);

  private ObjectChange(
      Revision revision, Optional<CachedObject> current, Optional<CachedObject> previous) {
    this.revision = revision;
    this.current = current;
    this.previous = previous;
  }

  /// An object that was there before anybody watched.
  static ObjectChange present(CachedObject object) {
    return put(object, Optional.empty());
  }

  static ObjectChange put(CachedObject current, Optional<CachedObject> previous) {
    return new ObjectChange(current.stored().revision(), Optional.of(current), previous);
  }

  static ObjectChange delete(Revision revision, CachedObject previous) {
    return new ObjectChange(revision, Optional.empty(), Optional.of(previous));
  }

  public Revision revision() {
    return revision;
  }

  Optional<CachedObject> previous() {
    return previous;
  }

  public String path() {
    return current.or(() -> previous).orElseThrow().path();
  }

  /// What a watcher with this selection sees: an object that enters the selection is added, one
  /// that leaves it is deleted, and one that cannot be read is not seen.
  public Optional<WatchFrame> seenThrough(Selection selection) {
    try {
      return readThrough(selection);
    } catch (StoreException.Corrupt _) {
      return Optional.empty();
    }
  }

  private Optional<WatchFrame> readThrough(Selection selection) {
    var now = current.filter(selection::matches);
    var before = previous.filter(selection::matches);
    if (now.isPresent()) {
      var type = before.isPresent() ? EventType.MODIFIED : EventType.ADDED;
      return Optional.of(new WatchFrame(this, type, now.get()));
    }
    return before.map(gone -> new WatchFrame(this, EventType.DELETED, gone.at(revision)));
  }

  /// The bytes for a form, made by the first who asks.
  ///
  /// @param form tells the forms apart, also by event type
  public byte[] encoded(Object form, Supplier<byte[]> encoder) {
    return encoded.computeIfAbsent(form, _ -> encoder.get());
  }
}
