package dev.timonier.server.zpage;

import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.representation.Form;
import dev.timonier.server.representation.MediaRange;
import dev.timonier.server.representation.MediaType;
import dev.timonier.server.representation.Shape;
import dev.timonier.server.request.HttpRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The form in which a client wants a page.
sealed interface PageForm {
  /// Lines for people.
  record Text() implements PageForm {}

  /// An object of a version, for programs that ask for just that, as in
  /// `application/json;as=Statusz;v=v1beta1;g=config.k8s.io`.
  record Structured(String version, Form form) implements PageForm {}

  /// The group of the objects.
  String GROUP = "config.k8s.io";

  String DEPRECATED_VERSION = "v1alpha1";
  Set<String> VERSIONS = Set.of(DEPRECATED_VERSION, "v1beta1");
  String TEXT = "text/plain";
  List<String> OBJECT_PARAMETERS = List.of("as", "g", "v");

  /// The one that the client likes best, of those that there are; text for who does not say.
  ///
  /// @param kind of the object, as in `Statusz`
  static Optional<PageForm> of(HttpRequest request, String kind) {
    var ranges = MediaRange.of(request);
    return ranges.isEmpty()
        ? Optional.of(new Text())
        : ranges.stream().flatMap(range -> of(range, kind, request).stream()).findFirst();
  }

  private static Optional<PageForm> of(MediaRange range, String kind, HttpRequest request) {
    if (!range.parameter("stream").isEmpty() || !range.parameter("sv").isEmpty()) {
      return Optional.empty();
    }
    if (Collections.disjoint(OBJECT_PARAMETERS, range.parameters().keySet())) {
      return isMeant(range, TEXT) ? Optional.of(new Text()) : Optional.empty();
    }
    var wanted =
        new GroupVersion(range.parameter("g"), range.parameter("v")).kind(range.parameter("as"));
    return isServed(wanted, kind)
        ? format(range).map(type -> structured(range, type, request))
        : Optional.empty();
  }

  private static boolean isServed(GroupVersionKind wanted, String kind) {
    return wanted.group().equals(GROUP)
        && VERSIONS.contains(wanted.version())
        && wanted.kind().equals(kind);
  }

  private static Optional<MediaType> format(MediaRange range) {
    return List.of(MediaType.JSON, MediaType.YAML).stream()
        .filter(type -> isMeant(range, type.text()))
        .findFirst();
  }

  private static boolean isMeant(MediaRange range, String type) {
    var any = type.substring(0, type.indexOf('/')) + "/*";
    return range.type().equals("*/*") || range.type().equals(any) || range.type().equals(type);
  }

  private static PageForm structured(MediaRange range, MediaType type, HttpRequest request) {
    var form = Form.of(type, new Shape.Whole(), request);
    return new Structured(
        range.parameter("v"), range.parameter("pretty").equals("1") ? form.indented() : form);
  }
}
