package dev.timonier.server.watchcache;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.storage.Revision;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A watch that is told of each change as it happens.
final class LiveWatch implements CacheWatch {
  private final Selection selection;
  private final WatchSink sink;
  private final Supplier<Revision> reached;
  private final Consumer<LiveWatch> onClose;
  private Revision told = new Revision(0); // guarded by the resource cache's write lock

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

  /// Leaves out the changes up to a revision.
  void skipUntil(Revision revision) {
    told = revision;
  }

  void tell(ObjectChange change) {
    if (change.revision().isAfter(told)) {
      change.seenThrough(selection).ifPresent(sink::change);
    }
  }

  /// Ends the watch, whose next changes are not known.
  void fail(ApiException cause) {
    sink.failed(cause);
  }

  void initialEventsEnd(Revision revision) {
    sink.initialEventsEnd(revision);
  }

  /// Changes are told before the cache says that it has reached them.
  @Override
  public Revision delivered() {
    return reached.get();
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
