package dev.timonier.server.filter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// How users last played others. That mode is tried first: who always plays others in the last of
/// the modes is not held up by the rest, and hears of that one when it is refused.
final class RecentModes {
  private static final int MOST = 10_000;

  // Guarded by this, the least recently used first.
  private final Map<String, ImpersonationMode> modes =
      new LinkedHashMap<>(16, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ImpersonationMode> eldest) {
          return size() > MOST;
        }
      };

  /// All modes in the order in which they are tried for a user: from the strictest on, but for the
  /// one that led somewhere.
  synchronized Stream<ImpersonationMode> of(String user) {
    var all = Stream.of(ImpersonationMode.values());
    var last = modes.get(user);
    return last == null ? all : Stream.concat(Stream.of(last), all.filter(mode -> mode != last));
  }

  synchronized void remember(String user, ImpersonationMode mode) {
    modes.put(user, mode);
  }
}
