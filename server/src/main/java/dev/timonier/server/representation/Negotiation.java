package dev.timonier.server.representation;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Chooses the form of a reply from `Accept`, and reads the format of a body from `Content-Type`.
public final class Negotiation {
  private static final Set<String> TABLE_VERSIONS = Set.of("v1", "v1beta1");

  private Negotiation() {}

  /// A media range with its parameters.
  private record Range(String type, Map<String, String> parameters, double quality) {}

  /// The form that the client likes best, of those that we have.
  ///
  /// @throws ApiException 406 when we have none
  public static Form accept(HttpRequest request) {
    var header = request.headers().all("Accept");
    if (header.isEmpty() || String.join(",", header).isBlank()) {
      return Form.of(MediaType.JSON, new Shape.Whole(), request);
    }
    var typeKnown = false;
    for (var range : ranges(String.join(",", header))) {
      var type = type(range);
      typeKnown |= type.isPresent();
      var shape = shape(range);
      if (type.isPresent() && shape.isPresent() && exists(type.get(), shape.get())) {
        return Form.of(type.get(), shape.get(), request);
      }
    }
    throw typeKnown ? wrongShape() : unacceptable();
  }

  /// Tables have no protobuf form.
  private static boolean exists(MediaType type, Shape shape) {
    return type != MediaType.PROTOBUF || !(shape instanceof Shape.Table);
  }

  /// The form that the client likes best, which must be no other shape than the whole object.
  ///
  /// @throws ApiException 406 when we do not have it
  public static Form acceptWhole(HttpRequest request) {
    var form = accept(request);
    if (!(form.shape() instanceof Shape.Whole)) {
      throw wrongShape();
    }
    return form;
  }

  /// The format of the body; JSON unless the client says.
  ///
  /// @throws ApiException 415 when we cannot read it
  public static MediaType bodyType(Headers headers) {
    var header = headers.first("Content-Type").orElse("");
    if (header.isBlank()) {
      return MediaType.JSON;
    }
    var type = header.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    return MediaType.find(type).orElseThrow(Negotiation::unreadable);
  }

  private static ApiException unreadable() {
    return ApiErrors.unsupportedMediaType(
        "the body of the request was in an unknown format - accepted media types include: "
            + MediaType.all());
  }

  private static ApiException unacceptable() {
    return ApiErrors.notAcceptable(
        "406: Not Acceptable\n\nAvailable representations: " + MediaType.all());
  }

  private static ApiException wrongShape() {
    return ApiErrors.notAcceptableMediaType(
        "only the following media types are accepted: " + MediaType.all());
  }

  private static Optional<MediaType> type(Range range) {
    return range.type().equals("*/*") ? Optional.of(MediaType.JSON) : MediaType.find(range.type());
  }

  private static Optional<Shape> shape(Range range) {
    var as = range.parameters().getOrDefault("as", "");
    if (as.isEmpty()) {
      return Optional.of(new Shape.Whole());
    }
    var version = range.parameters().getOrDefault("v", "");
    if (!range.parameters().getOrDefault("g", "").equals("meta.k8s.io")
        || !TABLE_VERSIONS.contains(version)) {
      return Optional.empty();
    }
    return switch (as) {
      case "Table" -> Optional.of(new Shape.Table(version));
      case "PartialObjectMetadata" -> Optional.of(new Shape.Metadata(version, Shape.Extent.OBJECT));
      case "PartialObjectMetadataList" ->
          Optional.of(new Shape.Metadata(version, Shape.Extent.LIST));
      default -> Optional.empty();
    };
  }

  private static List<Range> ranges(String header) {
    var ranges = new ArrayList<Range>();
    for (var text : header.split(",", -1)) {
      if (!text.isBlank()) {
        ranges.add(range(text));
      }
    }
    ranges.sort(Comparator.comparingDouble(Range::quality).reversed());
    return ranges;
  }

  private static Range range(String text) {
    var parts = text.split(";", -1);
    var parameters = new HashMap<String, String>();
    for (var i = 1; i < parts.length; i++) {
      var equals = parts[i].indexOf('=');
      if (equals > 0) {
        parameters.put(
            parts[i].substring(0, equals).strip(), parts[i].substring(equals + 1).strip());
      }
    }
    return new Range(parts[0].strip(), parameters, quality(parameters.getOrDefault("q", "1")));
  }

  private static double quality(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
