package dev.timonier.server.http;

import dev.timonier.server.request.Reply.FrameSink;
import dev.timonier.server.request.Reply.FrameSource;
import io.vertx.core.Context;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pushes frames to a client. Whoever pushes only queues; the event loop writes what the client
/// takes. A client that falls too far behind is cut: it can come again where it was.
final class FrameChannel implements FrameSink {
  private static final Logger LOG = LoggerFactory.getLogger(FrameChannel.class);

  /// Beyond this many bytes that wait, a client is cut.
  private static final long MOST_WAITING = 32 << 20;

  /// From this many bytes that wait on, a source that starts has to wait itself.
  private static final long ENOUGH_WAITING = 1 << 20;

  /// What a frame holds beside its bytes.
  private static final long FRAME_OVERHEAD = 64;

  private final FrameTarget target;
  private final Context context;
  private final Set<FrameChannel> open;
  private final Queue<byte[]> frames = new ConcurrentLinkedQueue<>();
  private final AtomicLong waiting = new AtomicLong(); // bytes
  private final AtomicBoolean draining = new AtomicBoolean();
  private volatile boolean ended;
  private volatile boolean closed; // written by the event loop
  private volatile @Nullable Thread starter; // while it waits for room
  private @Nullable AutoCloseable source; // touched by the event loop only

  private FrameChannel(FrameTarget target, Context context, Set<FrameChannel> open) {
    this.target = target;
    this.open = open;
    this.context = context;
  }

  /// To be called on the event loop, which keeps calm: the source starts on a thread of its own.
  ///
  /// @param open holds the channel while it is open
  static void open(
      FrameTarget target, Context context, FrameSource source, Set<FrameChannel> open) {
    var channel = new FrameChannel(target, context, open);
    open.add(channel);
    target.connect(channel::drain, channel::close);
    Thread.ofVirtual().name("watch-start").start(() -> channel.start(source));
  }

  private void start(FrameSource frameSource) {
    var started = frameSource.start(this);
    context.runOnContext(_ -> started(started));
  }

  private void started(AutoCloseable started) {
    source = started;
    if (closed) {
      closeSource();
    }
  }

  @Override
  public void push(byte[] frame) {
    frames.add(frame);
    if (waiting.addAndGet(cost(frame)) > MOST_WAITING) {
      end();
      return;
    }
    wake();
  }

  private static long cost(byte[] frame) {
    return frame.length + FRAME_OVERHEAD;
  }

  @Override
  public boolean awaitRoom() {
    starter = Thread.currentThread();
    while (!closed && waiting.get() > ENOUGH_WAITING) {
      LockSupport.park(this);
    }
    starter = null;
    return !closed;
  }

  @Override
  public void end() {
    ended = true;
    wake();
  }

  private void wake() {
    if (draining.compareAndSet(false, true)) {
      context.runOnContext(_ -> drain());
    }
  }

  private void drain() {
    draining.set(false);
    if (closed) {
      return;
    }
    while (!target.isFull()) {
      var frame = frames.poll();
      if (frame == null) {
        break;
      }
      waiting.addAndGet(-cost(frame));
      target.write(frame);
    }
    LockSupport.unpark(starter);
    if (ended && frames.isEmpty()) {
      target.end();
      close();
    } else if (ended && waiting.get() > MOST_WAITING) {
      target.cut();
      close();
    }
  }

  private void close() {
    if (!closed) {
      closed = true;
      open.remove(this);
      frames.clear();
      LockSupport.unpark(starter);
      closeSource();
    }
  }

  private void closeSource() {
    if (source == null) {
      return;
    }
    try {
      source.close();
    } catch (Exception e) {
      LOG.warn("a watch did not close", e);
    }
  }
}
