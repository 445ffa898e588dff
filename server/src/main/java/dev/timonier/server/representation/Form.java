package dev.timonier.server.representation;

import dev.timonier.server.request.HttpRequest;
import java.util.List;
import java.util.Set;

/// The form in which a client wants objects: format, shape, and whether for human eyes.
public record Form(MediaType type, Shape shape, Layout layout) {
  private static final List<String> OF_PEOPLE = List.of("curl", "Wget", "Mozilla/5.0");

  /// What Go takes for true.
  private static final Set<String> YES = Set.of("1", "t", "T", "true", "True", "TRUE");

  /// How JSON is laid out.
  public enum Layout {
    COMPACT,
    INDENTED
  }

  public static Form of(MediaType type, Shape shape, HttpRequest request) {
    return new Form(type, shape, layout(request));
  }

  /// The same for human eyes.
  public Form indented() {
    return new Form(type, shape, Layout.INDENTED);
  }

  /// People see indented JSON, unless they say otherwise.
  private static Layout layout(HttpRequest request) {
    var pretty = request.query().text("pretty");
    var indented = pretty.isEmpty() ? isForPeople(request.userAgent()) : YES.contains(pretty);
    return indented ? Layout.INDENTED : Layout.COMPACT;
  }

  private static boolean isForPeople(String userAgent) {
    for (var program : OF_PEOPLE) {
      if (userAgent.startsWith(program)) {
        return true;
      }
    }
    return false;
  }

  /// Whether stored bytes are what the client wants, of an object or of a list.
  boolean isStored(Shape.Extent extent) {
    return type == MediaType.JSON
        && layout == Layout.COMPACT
        && switch (shape) {
          case Shape.Whole() -> true;
          case Shape.Metadata(_, var wanted) -> wanted == extent;
          case Shape.Table _ -> false;
        };
  }
}
