package dev.timonier.server.http;

import dev.timonier.machinery.time.Time;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All channels that are open.
final class FrameChannels {
  private final Time time;
  private final Set<FrameChannel> open = ConcurrentHashMap.newKeySet();

  FrameChannels(Time time) {
    this.time = time;
  }

  Time time() {
    return time;
  }

  void opened(FrameChannel channel) {
    open.add(channel);
  }

  void closed(FrameChannel channel) {
    open.remove(channel);
  }

  /// Ends all, after what they have been told.
  void end() {
    open.forEach(FrameChannel::end);
  }
}
