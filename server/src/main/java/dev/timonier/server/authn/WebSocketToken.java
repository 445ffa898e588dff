package dev.timonier.server.authn;

import static java.util.function.Predicate.not;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.request.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The token of a browser that opens a WebSocket: it cannot set headers, but it can name
/// sub-protocols. One of them is the token, another at least is for the answer to name.
///
/// ```
/// Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.ZXlKaGJHY2lP…, v4.channel.k8s.io
/// ```
final class WebSocketToken {
  private static final String PROTOCOLS = "Sec-WebSocket-Protocol";
  private static final String PREFIX = "base64url.bearer.authorization.k8s.io.";

  private WebSocketToken() {}

  /// Takes the token out of the headers, so that nobody sees it who comes later.
  static Optional<String> take(Headers headers) {
    if (!headers.lower("Upgrade").equals("websocket")) {
      return Optional.empty();
    }
    var named =
        headers.all(PROTOCOLS).stream()
            .flatMap(header -> Arrays.stream(header.split(",")))
            .map(String::strip)
            .filter(not(String::isEmpty))
            .toList();
    var tokens = named.stream().filter(WebSocketToken::isToken).toList();
    return tokens.isEmpty() ? Optional.empty() : Optional.of(only(tokens, named, headers));
  }

  private static boolean isToken(String protocol) {
    return protocol.startsWith(PREFIX);
  }

  private static String only(List<String> tokens, List<String> named, Headers headers) {
    if (tokens.size() > 1 || named.size() == 1) {
      throw ApiErrors.unauthorized();
    }
    var others = named.stream().filter(not(WebSocketToken::isToken)).toList();
    headers.set(PROTOCOLS, String.join(",", others));
    return decoded(tokens.getFirst().substring(PREFIX.length()));
  }

  private static String decoded(String text) {
    try {
      var bytes = Base64.getUrlDecoder().decode(text);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw ApiErrors.unauthorized();
    }
  }
}
