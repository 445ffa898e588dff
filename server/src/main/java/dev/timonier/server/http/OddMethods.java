package dev.timonier.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;

/// Gives methods names that Netty can bear, which would end the whole connection otherwise. Over
/// HTTP/2 Go's server takes any method that has a name; nobody serves those that are no words, so
/// that they can all be one.
final class OddMethods extends Http2FrameListenerDecorator {
  private static final String NO_WORD = "NO-WORD";

  private OddMethods(Http2FrameListener listener) {
    super(listener);
  }

  /// Does nothing where HTTP/2 is not spoken.
  static void install(ChannelPipeline pipeline) {
    var handler = pipeline.get(Http2ConnectionHandler.class);
    if (handler != null) {
      var decoder = handler.decoder();
      decoder.frameListener(new OddMethods(decoder.frameListener()));
    }
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean last)
      throws Http2Exception {
    super.onHeadersRead(context, stream, bearable(headers), padding, last);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context,
      int stream,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean last)
      throws Http2Exception {
    super.onHeadersRead(
        context, stream, bearable(headers), dependency, weight, exclusive, padding, last);
  }

  private static Http2Headers bearable(Http2Headers headers) {
    var method = headers.method();
    if (method == null) {
      return headers;
    }
    if (method.isEmpty()) {
      headers.remove(PseudoHeaderName.METHOD.value());
    } else if (HttpHeaderValidationUtil.validateToken(method) >= 0) {
      headers.method(NO_WORD);
    }
    return headers;
  }
}
