package dev.timonier.storage.watch;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.Watcher;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Takes longer than the hub's patience for the first calls, then is quick.
final class Sluggish implements Watcher {
  private final Watcher watcher;
  private int calls;

  Sluggish(Watcher watcher) {
    this.watcher = watcher;
  }

  @Override
  public void onEvents(List<WatchEvent> events) {
    if (calls++ < 5) {
      LockSupport.parkNanos(20_000_000);
    }
    watcher.onEvents(events);
  }

  @Override
  public void onProgress(Revision revision) {
    watcher.onProgress(revision);
  }

  @Override
  public void onError(StoreException cause) {
    watcher.onError(cause);
  }
}
