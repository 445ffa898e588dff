package dev.timonier.server.discovery;

import dev.timonier.server.representation.MediaRange;
import dev.timonier.server.representation.MediaType;
import dev.timonier.server.request.HttpRequest;
import java.util.Optional;

/// The form in which a client wants everything aggregated.
record DiscoveryForm(MediaType type) {
  private static final String AGGREGATED = ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  /// The form that the client likes best, of those that we have, wherever it stands in `Accept`.
  ///
  /// @return empty when plain documents are wanted
  static Optional<DiscoveryForm> of(HttpRequest request) {
    return MediaRange.of(request).stream()
        .filter(DiscoveryForm::isAggregated)
        .flatMap(range -> range.format().stream())
        .map(DiscoveryForm::new)
        .findFirst();
  }

  private static boolean isAggregated(MediaRange range) {
    return range.parameter("g").equals("apidiscovery.k8s.io")
        && range.parameter("v").equals("v2")
        && range.parameter("as").equals("APIGroupDiscoveryList");
  }

  /// As in `Content-Type`.
  String contentType() {
    return type.text() + AGGREGATED;
  }
}
