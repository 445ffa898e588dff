package dev.timonier.server.authn;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import java.util.List;
import java.util.Optional;

/// Knows users by the token that they show: in the `Authorization` header, or as a
/// [WebSocketToken].
///
/// ```
/// Authorization: Bearer eyJhbGciOiJSUzI1NiIs…
/// ```
public final class BearerTokens implements Authenticator {
  private static final String SCHEME = "bearer";

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
        .or(() -> WebSocketToken.take(request.headers()))
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
}
