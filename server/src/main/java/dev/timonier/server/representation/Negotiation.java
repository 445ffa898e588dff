package dev.timonier.server.representation;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Chooses the form of a reply from `Accept`, and reads the format of a body from `Content-Type`.
public final class Negotiation {
  private static final List<String> SHAPE_PARAMETERS = List.of("as", "g", "v");
  private static final Set<String> TABLE_VERSIONS = Set.of("v1", "v1beta1");

  private static final String TEXT = "text/plain";

  private Negotiation() {}

  /// The form that the client likes best, of those that we have.
  ///
  /// @throws ApiException 406 when we have none
  public static Form accept(HttpRequest request) {
    return accept(request, MediaType::all);
  }

  /// As above, for a list or a watch.
  public static Form acceptList(HttpRequest request) {
    return accept(request, MediaType::allOfLists);
  }

  private static Form accept(HttpRequest request, Supplier<String> offered) {
    var ranges = MediaRange.of(request);
    if (ranges.isEmpty()) {
      return Form.of(MediaType.JSON, new Shape.Whole(), request);
    }
    if (!isKnown(request)) {
      throw unacceptable(offered.get());
    }
    return best(request, ranges);
  }

  private static Form best(HttpRequest request, List<MediaRange> ranges) {
    for (var range : ranges) {
      var type = format(range);
      var shape = shape(range);
      if (type.isPresent()
          && shape.isPresent()
          && exists(type.get(), shape.get())
          && isServed(range, type.get())) {
        var form = Form.of(type.get(), shape.get(), request);
        return range.parameter("pretty").equals("1") ? form.indented() : form;
      }
    }
    throw wrongShape();
  }

  /// That any format will do counts only beside one that is named, or anything at all.
  private static Optional<MediaType> format(MediaRange range) {
    return range.type().equals("application/*") ? Optional.of(MediaType.JSON) : range.format();
  }

  /// Only watches are streams, which YAML cannot be, and there is only one version of what belongs
  /// to no group.
  private static boolean isServed(MediaRange range, MediaType type) {
    var stream = range.parameter("stream");
    var version = range.parameter("sv");
    return (stream.isEmpty() || (stream.equals("watch") && type != MediaType.YAML))
        && (version.isEmpty() || version.equals("v1"));
  }

  /// Tables have no protobuf form.
  private static boolean exists(MediaType type, Shape shape) {
    return type != MediaType.PROTOBUF || !(shape instanceof Shape.Table);
  }

  /// The form in which a client takes failures, and what no path's own formats are asked about:
  /// they have no other shape, so that ranges that ask for one count for nothing.
  ///
  /// @throws ApiException 406 when we have none
  public static Form acceptLeniently(HttpRequest request) {
    var ranges = MediaRange.of(request);
    return ranges.isEmpty()
        ? Form.of(MediaType.JSON, new Shape.Whole(), request)
        : best(request, ranges.stream().filter(Negotiation::isWhole).toList());
  }

  private static boolean isWhole(MediaRange range) {
    return shape(range).filter(Shape.Whole.class::isInstance).isPresent();
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

  /// What is shown in other shapes than a table's.
  ///
  /// @throws ApiException 406 when the client likes a table best, or nothing that there is
  public static void checkNoTable(HttpRequest request) {
    if (accept(request).shape() instanceof Shape.Table) {
      throw wrongShape();
    }
  }

  /// What is shown as it comes, to those who could take the whole object. Text alone is among what
  /// is offered, and yet no form of an object.
  ///
  /// @throws ApiException 406 when they could not
  public static void checkAcceptsText(HttpRequest request) {
    var ranges = MediaRange.of(request);
    if (ranges.isEmpty()) {
      return;
    }
    if (!isKnown(request) && ranges.stream().noneMatch(r -> r.type().equals(TEXT))) {
      throw unacceptable(TEXT + ", " + MediaType.all());
    }
    if (!(best(request, ranges).shape() instanceof Shape.Whole)) {
      throw wrongShape();
    }
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

  /// Whether a request accepts at least one format that there is, in whatever shape.
  public static boolean isKnown(HttpRequest request) {
    var ranges = MediaRange.of(request);
    for (var range : ranges) {
      if (range.format().isPresent()) {
        return true;
      }
    }
    return ranges.isEmpty();
  }

  /// What is there in one format only.
  ///
  /// @throws ApiException 406 when the client accepts others alone
  public static void checkAccepts(HttpRequest request, String type) {
    var ranges = MediaRange.of(request);
    if (!ranges.isEmpty()
        && ranges.stream().noneMatch(r -> r.type().equals("*/*") || r.type().equals(type))) {
      throw unacceptable(type);
    }
  }

  private static ApiException unacceptable(String offered) {
    return ApiErrors.notAcceptable("406: Not Acceptable\n\nAvailable representations: " + offered);
  }

  /// What is known, but not in the shape that is asked for.
  public static ApiException wrongShape() {
    return ApiErrors.notAcceptableMediaType(
        "only the following media types are accepted: " + MediaType.all());
  }

  /// YAML is no format for frame after frame.
  static ApiException noStream() {
    return ApiErrors.notAcceptableMediaType(
        "only the following media types are accepted: " + MediaType.allOfStreams());
  }

  private static Optional<Shape> shape(MediaRange range) {
    if (Collections.disjoint(SHAPE_PARAMETERS, range.parameters().keySet())) {
      return Optional.of(new Shape.Whole());
    }
    var version = range.parameter("v");
    if (!range.parameter("g").equals("meta.k8s.io") || !TABLE_VERSIONS.contains(version)) {
      return Optional.empty();
    }
    return switch (range.parameter("as")) {
      case "Table" -> Optional.of(new Shape.Table(version));
      case "PartialObjectMetadata" -> Optional.of(new Shape.Metadata(version, Shape.Extent.OBJECT));
      case "PartialObjectMetadataList" ->
          Optional.of(new Shape.Metadata(version, Shape.Extent.LIST));
      default -> Optional.empty();
    };
  }
}
