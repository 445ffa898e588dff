package dev.timonier.server.http;

import dev.timonier.server.request.Reply.FrameSink;
import dev.timonier.server.request.Reply.FrameSource;
import io.vertx.core.Context;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pushes frames to a client. Whoever pushes only queues; the event loop writes what the client
/// takes. A client that falls too far behind is cut: it can come again where it was.
final class FrameChannel implements FrameSink {
  private static final Logger LOG = LoggerFactory.getLogger(FrameChannel.class);
  private static final int MOST_WAITING = 16 * 1024;

  private final FrameTarget target;
  private final Context context;
  private final Queue<byte[]> frames = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean draining = new AtomicBoolean();
  private volatile boolean ended;

  // Touched by the event loop only.
  private @Nullable AutoCloseable source;
  private boolean closed;

  private final Set<FrameChannel> open;

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
    if (waiting.incrementAndGet() > MOST_WAITING) {
      end();
      return;
    }
    wake();
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
      waiting.decrementAndGet();
      target.write(frame);
    }
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
