package dev.timonier.server.http;

import dev.timonier.machinery.time.Time.Timer;
import dev.timonier.server.request.Reply.FrameSink;
import dev.timonier.server.request.Reply.FrameSource;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.Queue;
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

  /// How long a client may take for the last frames.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// What a frame holds beside its bytes.
  private static final long FRAME_OVERHEAD = 64;

  private final FrameTarget target;
  private final Context context;
  private final FrameChannels channels;
  private final Queue<byte[]> frames = new ConcurrentLinkedQueue<>();
  private final AtomicLong waiting = new AtomicLong(); // bytes
  private final AtomicBoolean draining = new AtomicBoolean();
  private volatile boolean ended;
  private volatile @Nullable Timer patience; // there since the end
  private volatile boolean closed; // written by the event loop
  private volatile @Nullable Thread starter; // while it waits for room
  private @Nullable AutoCloseable source; // touched by the event loop only

  private FrameChannel(FrameTarget target, Context context, FrameChannels channels) {
    this.target = target;
    this.channels = channels;
    this.context = context;
  }

  /// To be called on the event loop, which keeps calm: the source starts on a thread of its own.
  ///
  /// @param channels knows the channel while it is open
  static void open(
      FrameTarget target, Context context, FrameSource source, FrameChannels channels) {
    var channel = new FrameChannel(target, context, channels);
    channels.opened(channel);
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
    if (!ended) {
      ended = true;
      patience = channels.time().after(PATIENCE, () -> context.runOnContext(_ -> cut()));
    }
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
      cut();
    }
  }

  private void cut() {
    if (!closed) {
      target.cut();
      close();
    }
  }

  private void close() {
    if (!closed) {
      closed = true;
      channels.closed(this);
      frames.clear();
      callOffCut();
      LockSupport.unpark(starter);
      closeSource();
    }
  }

  private void callOffCut() {
    var timer = patience;
    if (timer != null) {
      timer.cancel();
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
