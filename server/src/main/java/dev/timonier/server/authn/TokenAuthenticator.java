package dev.timonier.server.authn;

import java.util.List;
import java.util.Optional;

/// Finds out whose a token is.
@FunctionalInterface
public interface TokenAuthenticator {
  /// @param audiences for whom the token must be meant: one of these
  /// @return empty when the token is of a sort that this authenticator does not know
  /// @throws InvalidToken when the token is of its sort, but no good
  Optional<TokenOwner> authenticate(String token, List<String> audiences);

  /// @param audiences those of the wanted audiences for whom the token is meant
  record TokenOwner(User user, List<String> audiences) {}
}
