package dev.timonier.server.http;

import io.netty.handler.codec.http.HttpMessage;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.regex.Pattern;

/// Takes the heads that Go's server takes: three words with one space between them, of which the
/// last is `HTTP/1.` and one digit; and headers that have names.
final class GoRequestDecoder extends VertxHttpRequestDecoder {
  private static final String LATEST = "HTTP/1.1";
  private static final String FIRST = "HTTP/1.0";
  private static final Pattern FORM = Pattern.compile("HTTP/[0-9]\\.[0-9]");

  /// A name that would be one without its spaces.
  private static final Pattern SPACED =
      Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z][ !#$%&'*+\\-.^_`|~0-9A-Za-z]*");

  /// Where the last word of the first line ended. Touched by the event loop only.
  private int end;

  GoRequestDecoder(HttpServerOptions options) {
    super(options);
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
      throw new IllegalArgumentException("malformed HTTP request");
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
    var version = version(line[2]);
    RequestTarget.check(line[0], line[1]);
    return super.createMessage(new String[] {line[0], line[1], version});
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
