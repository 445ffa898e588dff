package dev.timonier.server.verb;

import dev.timonier.server.representation.MediaType;
import dev.timonier.server.representation.Negotiation;
import dev.timonier.server.request.HttpRequest;

/// The body of a request, and the format that it has.
record Body(MediaType format, byte[] bytes) {
  /// @throws dev.timonier.machinery.status.ApiException 415 when the format is unknown, 413 when
  ///   there is too much of it
  static Body of(HttpRequest request) {
    return new Body(Negotiation.bodyType(request.headers()), request.body().get());
  }
}
