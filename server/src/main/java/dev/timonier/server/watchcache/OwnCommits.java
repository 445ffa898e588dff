package dev.timonier.server.watchcache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The latest commits of this server to one resource, of which the cache has not heard yet: they
/// tell whether what the cache has is what was acknowledged.
final class OwnCommits {
  private static final int MANY = 1024;

  private final ConcurrentHashMap<String, Long> unheard = new ConcurrentHashMap<>(); // by path
  private final AtomicLong last = new AtomicLong();

  /// Notes a commit before it is acknowledged to a client.
  ///
  /// @param reached what the cache has heard of
  void add(String path, long revision, long reached) {
    if (revision > reached) {
      unheard.merge(path, revision, Math::max);
      last.accumulateAndGet(revision, Math::max);
      tidy(reached);
    }
  }

  /// What is noted just when the cache hears of it may stay behind.
  private void tidy(long reached) {
    if (unheard.size() > MANY) {
      unheard.values().removeIf(committed -> committed <= reached);
    }
  }

  /// Forgets a commit of which the cache has heard.
  void heard(String path, long revision) {
    unheard.computeIfPresent(path, (_, committed) -> committed > revision ? committed : null);
  }

  /// The revision of the last commit.
  long last() {
    return last.get();
  }

  /// Whether there is none to an object that the cache has not heard of.
  boolean none(String path, long reached) {
    var committed = unheard.get(path);
    if (committed == null) {
      return true;
    }
    if (committed > reached) {
      return false;
    }
    return true;
  }
}
