package dev.timonier.server.http;

import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.regex.Pattern;

/// Takes the versions of HTTP that Go's server takes: `HTTP/1.` and one digit.
final class GoRequestDecoder extends VertxHttpRequestDecoder {
  private static final String LATEST = "HTTP/1.1";
  private static final String FIRST = "HTTP/1.0";
  private static final Pattern FORM = Pattern.compile("HTTP/[0-9]\\.[0-9]");

  GoRequestDecoder(HttpServerOptions options) {
    super(options);
  }

  /// @param line method, target and version
  @Override
  protected HttpMessage createMessage(String[] line) {
    return super.createMessage(new String[] {line[0], line[1], version(line[2])});
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

  /// The request is of another HTTP.
  static final class UnsupportedVersion extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
  }
}
