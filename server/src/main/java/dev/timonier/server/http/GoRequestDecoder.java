package dev.timonier.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpUtils;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;
import java.util.regex.Pattern;

/// Takes the heads that Go's server takes: three words with one space between them, of which the
/// last is `HTTP/1.` and one digit; and headers that have names. Nothing may stand before them.
final class GoRequestDecoder extends HttpRequestDecoder {
  private static final String LATEST = "HTTP/1.1";
  private static final String FIRST = "HTTP/1.0";
  private static final String SECOND = "HTTP/2.0";
  private static final String MALFORMED = "malformed HTTP request";
  private static final Pattern FORM = Pattern.compile("HTTP/[0-9]\\.[0-9]");

  /// A name that would be one without its spaces.
  private static final Pattern SPACED =
      Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z][ !#$%&'*+\\-.^_`|~0-9A-Za-z]*");

  private static final Pattern ZEROS = Pattern.compile("^0+(?=.)");

  /// So many characters that end lines are forgiven behind the body of a POST, as old clients send
  /// them.
  private static final int MOST_FORGIVEN = 4;

  private static final byte DELETE = 0x7f;

  // All touched by the event loop only.
  private Place place = Place.BEFORE;
  private int forgiven;

  /// Whether nothing comes behind the request that has begun.
  private boolean last;

  /// Where the last word of the first line ended.
  private int end;

  /// What the head says of the body's length; empty when it says nothing.
  private String told = "";

  private enum Place {
    /// Nothing has come yet of the next request.
    BEFORE,
    HEAD,
    BODY,
    /// Nothing will be read any more.
    NOWHERE
  }

  GoRequestDecoder(HttpServerOptions options) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(options.getMaxInitialLineLength())
            .setMaxHeaderSize(options.getMaxHeaderSize())
            .setMaxChunkSize(options.getMaxChunkSize())
            .setInitialBufferSize(options.getDecoderInitialBufferSize())
            .setAllowDuplicateContentLengths(true)
            .setStrictLineParsing(true));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (place == Place.BEFORE) {
      begin(in, out);
    }
    var known = out.size();
    switch (place) {
      case HEAD -> decodeHead(context, in, out);
      case BODY -> super.decode(context, in, out);
      case BEFORE, NOWHERE -> in.skipBytes(in.readableBytes());
    }
    for (var next = known; next < out.size(); next++) {
      follow(out.get(next));
    }
  }

  /// Netty would skip what is no method.
  private void begin(ByteBuf in, List<Object> out) {
    while (in.isReadable() && forgiven > 0 && isLineEnd(in.getByte(in.readerIndex()))) {
      in.skipBytes(1);
      forgiven--;
    }
    if (!in.isReadable()) {
      return;
    }
    var first = in.getByte(in.readerIndex());
    place = first > ' ' && first != DELETE ? Place.HEAD : Place.NOWHERE;
    if (place == Place.NOWHERE) {
      var refused = createInvalidMessage();
      refused.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(MALFORMED)));
      out.add(refused);
    }
  }

  private static boolean isLineEnd(byte character) {
    return character == '\r' || character == '\n';
  }

  private void decodeHead(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    var unended = HeadLines.unendedLength(in);
    if (unended == 0) {
      super.decode(context, in, out);
      return;
    }
    var lines = HeadLines.ended(in, unended, context.alloc());
    try {
      super.decode(context, lines, out);
    } finally {
      lines.release();
    }
  }

  private void follow(Object decoded) {
    if (decoded instanceof HttpRequest request) {
      place = Place.BODY;
      forgiven = request.method().equals(HttpMethod.POST) ? MOST_FORGIVEN : 0;
      last = !HttpUtil.isKeepAlive(request) || isBarePreface(request);
    }
    if (decoded instanceof LastHttpContent) {
      place = last ? Place.NOWHERE : Place.BEFORE;
    }
  }

  /// What follows it is no request.
  private static boolean isBarePreface(HttpRequest request) {
    return request.method().name().equals("PRI") && request.headers().isEmpty();
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    end = start + length;
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    follow(line, start, length);
    return super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    follow(line, start, length);
    return super.splitThirdWordInitialLine(line, start, length);
  }

  private void follow(byte[] line, int start, int length) {
    if (length > 0 && (start != end + 1 || line[end] != ' ')) {
      throw new IllegalArgumentException(MALFORMED);
    }
    end = start + length;
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (length == 0) {
      throw new IllegalArgumentException("malformed MIME header line");
    }
    var name = super.splitHeaderName(line, start, length);
    if (name.indexOf(' ', 0) >= 0 && SPACED.matcher(name).matches()) {
      throw new InvalidName();
    }
    return name;
  }

  /// @param line method, target and version
  @Override
  protected HttpMessage createMessage(String[] line) {
    RequestTarget.check(line[0], line[1]);
    told = "";
    return new DefaultHttpRequest(
        isPreface(line) ? HttpVersion.HTTP_1_1 : HttpVersion.valueOf(version(line[2])),
        HttpMethod.valueOf(line[0]),
        line[1],
        new HeadersMultiMap(this::checkHeader));
  }

  private void checkHeader(CharSequence name, CharSequence value) {
    HttpUtils.validateHeader(name, value);
    if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
      checkLength(value.toString().strip());
    }
  }

  /// It may be told twice, but not in one line, and not another one: who forwards the request might
  /// heed the other. Netty itself tells it once more, without zeros in front.
  private void checkLength(String length) {
    var other =
        !told.isEmpty()
            && !told.equals(length)
            && !ZEROS.matcher(told).replaceFirst("").equals(length);
    if (other || length.indexOf(',') >= 0) {
      throw new IllegalArgumentException("bad Content-Length");
    }
    told = length;
  }

  /// How HTTP/2 begins, which here is a request like others.
  private static boolean isPreface(String[] line) {
    return line[0].equals("PRI") && line[1].equals("*") && line[2].equals(SECOND);
  }

  private static String version(String text) {
    if (text.equals(LATEST) || text.equals(FIRST)) {
      return text;
    }
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("malformed HTTP version " + text);
    }
    if (!text.startsWith("HTTP/1")) {
      throw new UnsupportedVersion();
    }
    return LATEST;
  }

  /// The name of a header has spaces.
  static final class InvalidName extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
  }

  /// The request is of another HTTP.
  static final class UnsupportedVersion extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
  }
}
