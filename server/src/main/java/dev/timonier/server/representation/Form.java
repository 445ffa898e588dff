package dev.timonier.server.representation;

import dev.timonier.server.request.HttpRequest;
import java.util.regex.Pattern;

/// The form in which a client wants objects: format, shape, and whether for human eyes.
public record Form(MediaType type, Shape shape, Layout layout) {
  private static final Pattern PEOPLE = Pattern.compile("(curl|Wget|Mozilla/5\\.0).*");

  /// How JSON is laid out.
  public enum Layout {
    COMPACT,
    INDENTED
  }

  public static Form of(MediaType type, Shape shape, HttpRequest request) {
    return new Form(type, shape, layout(request));
  }

  /// People see indented JSON, unless they say otherwise.
  private static Layout layout(HttpRequest request) {
    var pretty = request.query().first("pretty");
    var indented =
        pretty.isPresent()
            ? request.query().isSet("pretty") && !pretty.get().isEmpty()
            : PEOPLE.matcher(request.userAgent()).matches();
    return indented ? Layout.INDENTED : Layout.COMPACT;
  }

  /// Whether stored bytes are what the client wants.
  public boolean isStored() {
    return type == MediaType.JSON && shape instanceof Shape.Whole && layout == Layout.COMPACT;
  }
}
