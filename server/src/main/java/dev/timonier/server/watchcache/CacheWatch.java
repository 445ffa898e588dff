package dev.timonier.server.watchcache;

import dev.timonier.storage.Revision;

/// A running watch.
public interface CacheWatch extends AutoCloseable {
  /// Every change up to this revision was delivered.
  Revision delivered();

  /// Ends it; nothing is delivered afterwards but for a call that is under way.
  @Override
  void close();
}
