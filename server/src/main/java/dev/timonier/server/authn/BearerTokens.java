package dev.timonier.server.authn;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Knows users by the token that they show: in the `Authorization` header, or, where a browser
/// opens a WebSocket, as a sub-protocol.
///
/// ```
/// Authorization: Bearer eyJhbGciOiJSUzI1NiIs…
/// Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.ZXlKaGJHY2lP…, v4.channel.k8s.io
/// ```
public final class BearerTokens implements Authenticator {
  private static final String SCHEME = "bearer";
  private static final String PROTOCOL = "base64url.bearer.authorization.k8s.io.";

  private final TokenAuthenticator tokens;
  private final List<String> audiences;

  /// @param audiences what this server calls itself
  public BearerTokens(TokenAuthenticator tokens, List<String> audiences) {
    this.tokens = tokens;
    this.audiences = audiences;
  }

  @Override
  public Optional<User> authenticate(HttpRequest request) {
    return fromHeader(request.headers())
        .or(() -> fromProtocols(request.headers()))
        .map(this::authenticate);
  }

  private User authenticate(String token) {
    try {
      return tokens
          .authenticate(token, audiences)
          .map(TokenAuthenticator.TokenOwner::user)
          .orElseThrow(ApiErrors::unauthorized);
    } catch (InvalidToken e) {
      throw ApiErrors.unauthorized();
    }
  }

  private static Optional<String> fromHeader(Headers headers) {
    var words = headers.first("Authorization").orElse("").strip().split(" ", 3);
    return words.length > 1 && words[0].equalsIgnoreCase(SCHEME) && !words[1].isEmpty()
        ? Optional.of(words[1])
        : Optional.empty();
  }

  private static Optional<String> fromProtocols(Headers headers) {
    return headers.all("Sec-WebSocket-Protocol").stream()
        .flatMap(header -> List.of(header.split(",")).stream())
        .map(String::strip)
        .filter(protocol -> protocol.startsWith(PROTOCOL))
        .findFirst()
        .map(protocol -> decoded(protocol.substring(PROTOCOL.length())));
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
