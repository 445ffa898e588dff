package dev.timonier.storage.watch;

import java.time.Duration;

/// How watchers are served.
///
/// @param memory how many bytes of recent commits are kept for them
/// @param patience how long a watcher may take for a call before it is served on its own thread
public record WatchOptions(long memory, Duration patience) {
  public static final WatchOptions DEFAULT = new WatchOptions(4 << 20, Duration.ofMillis(5));
}
