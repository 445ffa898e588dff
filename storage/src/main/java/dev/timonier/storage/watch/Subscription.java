package dev.timonier.storage.watch;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.Watch;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.Watcher;
import java.util.List;
import org.slf4j.LoggerFactory;

/// One watcher, and how far it has been told. It is owned by whoever calls the watcher: the
/// dispatcher while it is in step, a thread of its own otherwise. It changes hands under the hub's
/// lock only, so that calls come one at a time.
final class Subscription implements Watch {
  private final WatchHub hub;
  private final WatchRequest request;
  private final Watcher watcher;
  private volatile Revision next; // written by the owner
  private volatile boolean inStep; // written under the hub's lock
  private volatile boolean ended;
  private int probation; // touched by the owner

  Subscription(WatchHub hub, WatchRequest request, Watcher watcher, Revision next) {
    this.hub = hub;
    this.request = request;
    this.watcher = watcher;
    this.next = next;
  }

  WatchRequest request() {
    return request;
  }

  /// The first revision that the watcher was not told of. May be older than that while it is in
  /// step and nothing concerned it.
  Revision next() {
    return next;
  }

  void toldThrough(Revision revision) {
    if (!revision.isBefore(next)) {
      next = revision.next();
    }
  }

  /// Whether the dispatcher owns it.
  boolean inStep() {
    return inStep;
  }

  void enterStep() {
    inStep = true;
  }

  void leaveStep() {
    inStep = false;
  }

  boolean ended() {
    return ended;
  }

  /// Whether the dispatcher may call the watcher on its own thread.
  boolean trusted() {
    return probation == 0;
  }

  /// Takes trust away until the watcher has returned quickly from so many calls.
  void distrust(int calls) {
    probation = calls;
  }

  void provedQuick() {
    probation = Math.max(0, probation - 1);
  }

  void events(List<WatchEvent> events) {
    call(() -> watcher.onEvents(events));
  }

  void progress(Revision revision) {
    call(() -> watcher.onProgress(revision));
  }

  /// Ends the watch with an error.
  void fail(StoreException cause) {
    call(() -> watcher.onError(cause));
    close();
  }

  @Override
  public void requestProgress() {
    hub.requestProgress(this);
  }

  @Override
  public void close() {
    ended = true;
    hub.leave(this);
  }

  private void call(Runnable callback) {
    if (ended) {
      return;
    }
    try {
      callback.run();
    } catch (RuntimeException | Error e) { // the thread is needed by other watchers
      LoggerFactory.getLogger(Subscription.class)
          .error("a watcher of {} failed and is told no more", request.keys().start(), e);
      close();
    }
  }
}
