package dev.timonier.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Set;

/// Tells a client that speaks HTTP where TLS is spoken, as Go's server does, and lets all others
/// by.
final class PlainHttpRefusal extends ByteToMessageDecoder {
  /// How requests begin, in as many bytes as a TLS record has before its content.
  private static final Set<String> BEGINNINGS = Set.of("GET /", "HEAD ", "POST ", "PUT /", "OPTIO");

  private static final int LENGTH = 5;
  private static final byte[] ANSWER =
      "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"
          .getBytes(US_ASCII);

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf received, List<Object> out) {
    if (received.readableBytes() < LENGTH) {
      return;
    }
    var beginning = received.toString(received.readerIndex(), LENGTH, US_ASCII);
    if (BEGINNINGS.contains(beginning)) {
      received.skipBytes(received.readableBytes());
      context
          .writeAndFlush(Unpooled.wrappedBuffer(ANSWER))
          .addListener(ChannelFutureListener.CLOSE);
    } else {
      context.pipeline().remove(this);
    }
  }
}
