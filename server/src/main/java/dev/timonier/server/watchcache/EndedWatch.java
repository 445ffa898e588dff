package dev.timonier.server.watchcache;

import dev.timonier.storage.Revision;

/// A watch that has ended before it told anything.
record EndedWatch(Revision delivered) implements CacheWatch {
  @Override
  public void close() {}
}
