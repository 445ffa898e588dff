package dev.timonier.server.http;

import dev.timonier.machinery.time.Time.Timer;
import dev.timonier.server.request.Reply.FrameSink;
import dev.timonier.server.request.Reply.FrameSource;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pushes frames to a client. Whoever pushes only queues; the event loop writes what the client
/// takes. A client that falls too far behind is cut: it can come again where it was.
///
/// How much the client takes is told by the writes that have come to their end. That Netty says
/// when a stream is writable again is not to be relied on: when a connection is so for a moment
/// only, while its streams are told, some of them never hear of it.
final class FrameChannel implements FrameSink {
  private static final Logger LOG = LoggerFactory.getLogger(FrameChannel.class);

  /// Beyond this many bytes that wait, a client is cut.
  private static final long MOST_WAITING = 32 << 20;

  /// From this many bytes that wait on, a source that starts has to wait itself.
  private static final long ENOUGH_WAITING = 1 << 20;

  /// How long a client may take for the last frames.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// So many bytes are handed over at once: each time costs as much as some thousand bytes.
  private static final long TOGETHER = 64 << 10;

  /// So many bytes may be on their way to the client.
  private static final long MOST_UNDER_WAY = 256 << 10;

  private final FrameTarget target;
  private final Context context;
  private final FrameChannels channels;
  private final FrameQueue frames = new FrameQueue(TOGETHER);
  private final AtomicBoolean draining = new AtomicBoolean();
  private volatile boolean ended;
  private volatile @Nullable Timer patience; // there since the end
  private volatile boolean closed; // written by the event loop
  private volatile @Nullable Thread starter; // while it waits for room

  // Both touched by the event loop only.
  private @Nullable AutoCloseable source;
  private long underWay; // bytes

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
    target.connect(channel::close);
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
  public boolean push(byte[] frame) {
    var fits = frames.add(frame) <= MOST_WAITING;
    if (fits) {
      wake();
    } else {
      end();
    }
    return fits;
  }

  @Override
  public boolean awaitRoom() {
    starter = Thread.currentThread();
    while (!closed && frames.waiting() > ENOUGH_WAITING) {
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
    while (underWay < MOST_UNDER_WAY && !frames.isEmpty()) {
      write(frames.take());
    }
    LockSupport.unpark(starter);
    if (ended && frames.isEmpty()) {
      target.end();
      close();
    } else if (ended && frames.waiting() > MOST_WAITING) {
      cut();
    }
  }

  private void write(List<byte[]> taken) {
    var bytes = taken.stream().mapToLong(frame -> frame.length).sum();
    underWay += bytes;
    target.write(taken).onComplete(_ -> written(bytes));
  }

  private void written(long bytes) {
    underWay -= bytes;
    if (!frames.isEmpty()) {
      wake();
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
