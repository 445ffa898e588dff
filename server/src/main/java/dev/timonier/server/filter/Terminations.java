package dev.timonier.server.filter;

import dev.timonier.server.request.ApiCall;

/// Is told of requests that the server ends to protect itself.
@FunctionalInterface
public interface Terminations {
  /// @param code what the client is told
  void ended(ApiCall call, int code);
}
