package dev.timonier.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Frames that wait for their client, in order. Anybody adds some; one thread takes them.
final class FrameQueue {
  /// What a frame holds beside its bytes.
  private static final long FRAME_OVERHEAD = 64;

  private final long together;
  private final Queue<byte[]> frames = new ConcurrentLinkedQueue<>();
  private final AtomicLong waiting = new AtomicLong(); // bytes

  /// @param together how many bytes of frames are taken at once, unless one alone has more
  FrameQueue(long together) {
    this.together = together;
  }

  /// @return how many bytes wait now
  long add(byte[] frame) {
    frames.add(frame);
    return waiting.addAndGet(cost(frame));
  }

  long waiting() {
    return waiting.get();
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  void clear() {
    frames.clear();
  }

  /// Takes the frames that go out together; none when none wait.
  List<byte[]> take() {
    var taken = new ArrayList<byte[]>();
    var bytes = 0L;
    for (var next = frames.peek(); next != null && fits(next, bytes); next = frames.peek()) {
      taken.add(next);
      frames.remove();
      bytes += cost(next);
    }
    waiting.addAndGet(-bytes);
    return taken;
  }

  private boolean fits(byte[] frame, long before) {
    return before == 0 || before + cost(frame) <= together;
  }

  private static long cost(byte[] frame) {
    return frame.length + FRAME_OVERHEAD;
  }
}
