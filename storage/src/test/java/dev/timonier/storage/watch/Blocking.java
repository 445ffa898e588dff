package dev.timonier.storage.watch;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.Watcher;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Keeps its caller until a gate opens.
record Blocking(CountDownLatch gate, Watcher watcher) implements Watcher {
  @Override
  public void onEvents(List<WatchEvent> events) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
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
