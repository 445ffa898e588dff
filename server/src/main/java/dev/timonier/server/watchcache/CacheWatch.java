package dev.timonier.server.watchcache;

/// A running watch.
public interface CacheWatch extends AutoCloseable {
  /// Ends it; nothing is delivered afterwards but for a call that is under way.
  @Override
  void close();
}
