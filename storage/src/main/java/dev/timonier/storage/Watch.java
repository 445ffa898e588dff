package dev.timonier.storage;

/// A running watch.
public interface Watch extends AutoCloseable {
  /// Asks for an early [Watcher#onProgress(Revision)] at or after the store's present revision.
  void requestProgress();

  /// Ends the watch. A call to the watcher that is under way may still finish.
  @Override
  void close();
}
