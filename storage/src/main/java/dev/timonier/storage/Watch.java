package dev.timonier.storage;

/// A running watch.
public interface Watch extends AutoCloseable {
  /// Asks for a [Watcher#onProgress(Revision)] with the store's present revision or a later one.
  /// Several requests that wait may be answered together.
  void requestProgress();

  /// Ends the watch. A call to the watcher that is under way may still finish.
  @Override
  void close();
}
