package dev.timonier.server.discovery;

import dev.timonier.server.representation.Form;
import dev.timonier.server.representation.MediaRange;
import dev.timonier.server.representation.MediaType;
import dev.timonier.server.representation.Negotiation;
import dev.timonier.server.request.HttpRequest;

/// The form in which a client wants discovery: plain documents, or everything aggregated.
record DiscoveryForm(MediaType type, Content content) {
  private static final String AGGREGATED = ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  /// What a document tells.
  enum Content {
    PLAIN,
    AGGREGATED
  }

  /// The form that the client likes best, of those that we have. Aggregated discovery wins wherever
  /// it stands in `Accept`.
  ///
  /// @throws dev.timonier.machinery.status.ApiException 406 when we have none
  static DiscoveryForm of(HttpRequest request) {
    for (var range : MediaRange.of(request)) {
      var type = range.format();
      if (type.isPresent() && isAggregated(range)) {
        return new DiscoveryForm(type.get(), Content.AGGREGATED);
      }
    }
    return new DiscoveryForm(plain(request).type(), Content.PLAIN);
  }

  /// The form of a plain document: tables and the like are not to be had.
  static Form plain(HttpRequest request) {
    return Negotiation.acceptWhole(request);
  }

  private static boolean isAggregated(MediaRange range) {
    return range.parameter("g").equals("apidiscovery.k8s.io")
        && range.parameter("v").equals("v2")
        && range.parameter("as").equals("APIGroupDiscoveryList");
  }

  boolean isAggregated() {
    return content == Content.AGGREGATED;
  }

  /// As in `Content-Type`.
  String contentType() {
    return isAggregated() ? type.text() + AGGREGATED : type.text();
  }
}
