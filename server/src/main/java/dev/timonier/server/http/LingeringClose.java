package dev.timonier.server.http;

import dev.timonier.machinery.time.Time;
import dev.timonier.machinery.time.Time.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.PromiseNotifier;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Lets a client of HTTP/2 read why its connection ends. Had it sent something that nobody took
/// when the socket is closed, the kernel would reset the connection, and the client might never see
/// the last frame. So what comes after that frame is thrown away for a while, as by Go's server.
final class LingeringClose extends ChannelDuplexHandler {
  /// As in Go.
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /// Go has no such limit. Who sends this much will not read.
  private static final long MOST_DISCARDED = 16 << 20; // bytes

  private static final int NO_ERROR = 0;

  private final Time time;

  // All touched by the event loop only.
  private boolean faulty;
  private @Nullable ChannelPromise closing;
  private @Nullable Timer patience; // there while it is closing
  private long discarded; // bytes

  private LingeringClose(Time time) {
    this.time = time;
  }

  /// Above TLS. Does nothing where HTTP/1.1 is spoken.
  static void install(Channel channel, Time time) {
    var pipeline = channel.pipeline();
    var http2 = pipeline.get(Http2ConnectionHandler.class);
    if (http2 == null) {
      return;
    }
    var lingering = new LingeringClose(time);
    pipeline.addAfter(pipeline.context(SslHandler.class).name(), null, lingering);
    http2
        .connection()
        .addListener(
            new Http2ConnectionAdapter() {
              @Override
              public void onGoAwaySent(int lastStream, long code, ByteBuf text) {
                lingering.faulty = code != NO_ERROR;
              }
            });
  }

  /// Netty closes what has failed twice.
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (closing != null) {
      closing.addListener(new PromiseNotifier<>(promise.unvoid()));
    } else if (faulty && context.channel().isActive()) {
      closing = promise;
      patience = time.after(LONGEST, () -> context.executor().execute(() -> end(context)));
    } else {
      var _ = context.close(promise);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (closing == null) {
      context.fireChannelRead(message);
    } else {
      discard(context, (ByteBuf) message);
    }
  }

  private void discard(ChannelHandlerContext context, ByteBuf received) {
    discarded += received.readableBytes();
    received.release();
    if (discarded > MOST_DISCARDED) {
      end(context);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (closing == null) {
      var _ = context.write(message, promise);
    } else {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(context);
    context.fireChannelInactive();
  }

  /// Does nothing when it has not begun to close.
  private void end(ChannelHandlerContext context) {
    var promise = closing;
    var timer = patience;
    if (promise != null && timer != null) {
      patience = null;
      timer.cancel();
      var _ = context.close(promise);
    }
  }
}
