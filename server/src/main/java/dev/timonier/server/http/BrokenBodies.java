package dev.timonier.server.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;

/// Where the chunks of a body make no sense, the body ends: whoever reads it is told so, and the
/// connection is closed after the answer. Vert.x would close it without any.
final class BrokenBodies extends ChannelDuplexHandler {
  private static final AttributeKey<String> FAULT =
      AttributeKey.valueOf(BrokenBodies.class, "fault");

  /// What is wrong with the body that came last by a connection.
  static Optional<String> fault(HttpConnection connection) {
    var channel = ((ConnectionBase) connection).channel();
    return Optional.ofNullable(channel.attr(FAULT).get());
  }

  private static boolean isBroken(ChannelHandlerContext context) {
    return context.channel().attr(FAULT).get() != null;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (isBroken(context)) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpContent piece && isBroken(piece)) {
      context.channel().attr(FAULT).set(said(piece.decoderResult().cause()));
      ReferenceCountUtil.release(message);
      context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      context.fireChannelRead(message);
    }
  }

  /// What is no request at all is whole, too.
  private static boolean isBroken(HttpContent piece) {
    return piece.decoderResult().isFailure() && !(piece instanceof HttpRequest);
  }

  /// As Go says it.
  private static String said(Throwable cause) {
    return cause instanceof NumberFormatException
        ? "invalid byte in chunk length"
        : "malformed chunked encoding";
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    var written = isBroken(context) ? closing(message, promise) : promise;
    var _ = context.write(message, written);
  }

  private static ChannelPromise closing(Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return message instanceof LastHttpContent
        ? promise.unvoid().addListener(ChannelFutureListener.CLOSE)
        : promise;
  }
}
