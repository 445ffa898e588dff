package dev.timonier.server.http;

import java.util.regex.Pattern;

/// What a request asks for, as Go's server reads it (<https://pkg.go.dev/net/url#ParseRequestURI>):
/// a path, a whole URL, or `*`.
final class RequestTarget {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
  private static final char DELETE = 0x7f;

  private RequestTarget() {}

  /// @throws IllegalArgumentException when it is none of these
  static void check(String method, String target) {
    for (var at = 0; at < target.length(); at++) {
      if (isControl(target.charAt(at))) {
        throw new IllegalArgumentException("invalid control character in URL");
      }
    }
    var namesServer = method.equals("CONNECT") && !target.startsWith("/");
    if (!namesServer && !target.equals("*")) {
      checkPath(target);
    }
  }

  /// The path of what is asked for. A URL may have none, nor has the name of a server.
  ///
  /// @param target one that is allowed
  static String path(String method, String target) {
    var query = target.indexOf('?');
    var path = query < 0 ? target : target.substring(0, query);
    if (path.startsWith("/") || path.equals("*")) {
      return path;
    }
    return method.equals("CONNECT") ? "" : pathOfUrl(path.substring(path.indexOf(':') + 1));
  }

  /// @param rest what comes after the scheme
  private static String pathOfUrl(String rest) {
    if (!rest.startsWith("//")) {
      return rest.startsWith("/") ? rest : "";
    }
    var path = rest.indexOf('/', 2);
    return path < 0 ? "" : rest.substring(path);
  }

  static boolean isControl(char character) {
    return character < ' ' || character == DELETE;
  }

  private static void checkPath(String target) {
    if (!target.startsWith("/") && !SCHEME.matcher(target).lookingAt()) {
      throw new IllegalArgumentException("invalid URI for request");
    }
    var query = target.indexOf('?');
    var end = query < 0 ? target.length() : query;
    for (var at = target.indexOf('%'); at >= 0 && at < end; at = target.indexOf('%', at + 1)) {
      if (!isHexadecimal(target, at + 1, end) || !isHexadecimal(target, at + 2, end)) {
        throw new IllegalArgumentException("invalid URL escape");
      }
    }
  }

  private static boolean isHexadecimal(String text, int at, int end) {
    return at < end && text.charAt(at) < DELETE && Character.digit(text.charAt(at), 16) >= 0;
  }
}
