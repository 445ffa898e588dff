package dev.timonier.server.discovery;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.representation.Form;
import dev.timonier.server.representation.MediaType;
import dev.timonier.server.representation.Negotiation;
import dev.timonier.server.representation.Shape;
import dev.timonier.server.request.HttpRequest;
import java.util.List;

/// The form in which a client wants discovery: plain documents, or everything aggregated.
enum DiscoveryForm {
  PLAIN,
  AGGREGATED;

  /// The content type of aggregated discovery.
  static final String AGGREGATED_TYPE =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  /// Aggregated discovery wins wherever it stands in `Accept`.
  static DiscoveryForm of(HttpRequest request) {
    for (var range : String.join(",", request.headers().all("Accept")).split(",", -1)) {
      if (isAggregated(range)) {
        return AGGREGATED;
      }
    }
    return PLAIN;
  }

  private static boolean isAggregated(String range) {
    var parts = List.of(range.replace(" ", "").split(";", -1));
    return parts.getFirst().equals("application/json")
        && parts.containsAll(List.of("g=apidiscovery.k8s.io", "v=v2", "as=APIGroupDiscoveryList"));
  }

  /// The form of a plain document: tables and the like are not to be had.
  static Form plain(HttpRequest request) {
    var form = Negotiation.accept(request);
    if (!(form.shape() instanceof Shape.Whole) || form.type() == MediaType.PROTOBUF) {
      throw ApiErrors.notAcceptableMediaType(
          "only the following media types are accepted: application/json, application/yaml,"
              + " application/vnd.kubernetes.protobuf");
    }
    return form;
  }
}
