package dev.timonier.server.watchcache;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.storage.Revision;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A watch that is told of each change as it happens. The objects that are present when it begins
/// may be many: they are told as the client takes them.
final class LiveWatch implements CacheWatch {
  private final Selection selection;
  private final WatchSink sink;
  private final Supplier<Revision> reached;
  private final Consumer<LiveWatch> onClose;
  private volatile Revision known = new Revision(0); // set before anyone else has the watch
  private volatile @Nullable Beginning beginning; // there until it is over

  LiveWatch(
      Selection selection,
      WatchSink sink,
      Supplier<Revision> reached,
      Consumer<LiveWatch> onClose) {
    this.selection = selection;
    this.sink = sink;
    this.reached = reached;
    this.onClose = onClose;
  }

  /// Leaves out the changes up to a revision, which the client knows already.
  void skipUntil(Revision revision) {
    known = revision;
  }

  /// Begins with what is there, which [#tellPresent()] tells.
  void beginWith(Beginning present) {
    beginning = present;
  }

  void tell(ObjectChange change) {
    if (change.revision().isAfter(known) && !isKept(change)) {
      change.seenThrough(selection).ifPresent(sink::change);
    }
  }

  private boolean isKept(ObjectChange change) {
    var first = beginning;
    return first != null && first.keep(change);
  }

  /// Ends the watch, whose next changes are not known.
  void fail(ApiException cause) {
    var first = beginning;
    if (first == null || !first.fail(cause)) {
      sink.failed(cause);
    }
  }

  /// Tells what was present when the watch began, and what has happened meanwhile, waiting for the
  /// client where it is slower. From then on the watch is live.
  void tellPresent() {
    var first = beginning;
    if (first != null && tellPresent(first) && tellMeanwhile(first)) {
      beginning = null;
    }
  }

  /// @return false when nobody listens any more
  private boolean tellPresent(Beginning first) {
    for (var next = first.nextPresent(); next.isPresent(); next = first.nextPresent()) {
      if (!sink.awaitRoom()) {
        return false;
      }
      show(next.get());
    }
    if (first.failure().isEmpty()) {
      sink.initialEventsEnd(first.revision());
    }
    return true;
  }

  private void show(CachedObject object) {
    if (selection.matches(object)) {
      sink.change(new WatchFrame(ObjectChange.present(object), EventType.ADDED, object));
    }
  }

  private boolean tellMeanwhile(Beginning first) {
    for (var next = first.nextChange(); next.isPresent(); next = first.nextChange()) {
      if (!sink.awaitRoom()) {
        return false;
      }
      next.get().seenThrough(selection).ifPresent(sink::change);
    }
    first.failure().ifPresent(sink::failed);
    return true;
  }

  /// Changes are told before the cache says that it has reached them. What the client knows already
  /// may not have come to the cache yet.
  @Override
  public Revision delivered() {
    var now = reached.get();
    return now.isAfter(known) ? now : known;
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
