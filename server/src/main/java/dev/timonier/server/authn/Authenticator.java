package dev.timonier.server.authn;

import dev.timonier.server.request.HttpRequest;
import java.util.Optional;

/// Finds out who makes a request.
@FunctionalInterface
public interface Authenticator {
  /// @return empty when the request shows nothing that this authenticator understands
  /// @throws dev.timonier.machinery.status.ApiException 401 when what it shows is no good
  Optional<User> authenticate(HttpRequest request);
}
