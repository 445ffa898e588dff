package dev.timonier.storage.watch;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.Watcher;
import java.util.List;

/// Fails as badly as a watcher can.
final class Failing implements Watcher {
  @Override
  public void onEvents(List<WatchEvent> events) {
    throw new AssertionError("on purpose");
  }

  @Override
  public void onProgress(Revision revision) {}

  @Override
  public void onError(StoreException cause) {}
}
