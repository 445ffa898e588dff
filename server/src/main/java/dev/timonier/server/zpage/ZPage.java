package dev.timonier.server.zpage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.representation.TreeBytes;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// `/statusz` and `/flagz` (<https://kubernetes.io/docs/reference/instrumentation/zpages/>),
/// whatever the method.
///
/// ```
/// $ kubectl get --raw /statusz
///
/// apiserver statusz
/// Warning: This endpoint is not meant to be machine parseable, …
///
/// Started: Sun Nov 22 18:58:48 UTC 2026
/// Up: 0 hr 05 min 31 sec
/// …
/// ```
public final class ZPage implements Handler {
  static final String STATUS = "Statusz";
  static final String FLAGS = "Flagz";

  private static final String COMPONENT = "apiserver";
  private static final Map<String, String> KINDS = Map.of("/statusz", STATUS, "/flagz", FLAGS);

  private final PageContent content;

  private ZPage(PageContent content) {
    this.content = content;
  }

  /// Since when it runs, which version it is, and what else can be asked.
  ///
  /// @param paths all that are served
  public static ZPage status(
      InstantSource clock, Supplier<Collection<String>> paths, RandomGenerator random) {
    return new ZPage(new StatusContent(clock, paths, random));
  }

  /// What it was started with.
  ///
  /// @param flags and their values, without secrets
  public static ZPage flags(Supplier<Map<String, String>> flags, RandomGenerator random) {
    return new ZPage(new FlagContent(flags, random));
  }

  /// The version of the object that a request of a page is answered with; empty for text.
  public static Optional<GroupVersion> version(HttpRequest request) {
    return Optional.ofNullable(KINDS.get(request.path()))
        .flatMap(kind -> PageForm.of(request, kind))
        .flatMap(
            form ->
                switch (form) {
                  case PageForm.Text() -> Optional.empty();
                  case PageForm.Structured(var version, _) ->
                      Optional.of(new GroupVersion(PageForm.GROUP, version));
                });
  }

  /// Whether objects of a version are on their way out.
  public static boolean isDeprecated(GroupVersion version) {
    return version.equals(new GroupVersion(PageForm.GROUP, PageForm.DEPRECATED_VERSION));
  }

  @Override
  public Reply answer(ApiCall call) {
    return switch (PageForm.of(call.request(), content.kind()).orElse(null)) {
      case null ->
          throw ApiErrors.notAcceptableMediaType(
              "only the following media types are accepted: application/json, application/yaml, "
                  + PageForm.TEXT);
      case PageForm.Text() -> Reply.text(200, head() + content.text());
      case PageForm.Structured structured -> reply(call, structured);
    };
  }

  private String name() {
    return content.kind().toLowerCase(Locale.ROOT);
  }

  private String head() {
    return """

        %s %s
        Warning: This endpoint is not meant to be machine parseable, has no formatting \
        compatibility guarantees and is for debugging purposes only.
        """
        .formatted(COMPONENT, name());
  }

  private Reply reply(ApiCall call, PageForm.Structured wanted) {
    var version = new GroupVersion(PageForm.GROUP, wanted.version());
    if (isDeprecated(version)) {
      call.warnings()
          .add(
              "This version of the %s endpoint is deprecated. Please use a newer version."
                  .formatted(name()));
    }
    var type =
        "%s;g=%s;v=%s;as=%s"
            .formatted(
                wanted.form().type().text(), PageForm.GROUP, wanted.version(), content.kind());
    return new Reply.Complete(
        200, Headers.contentType(type), TreeBytes.of(tree(version), wanted.form()));
  }

  private ObjectNode tree(GroupVersion version) {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", content.kind()).put("apiVersion", version.toString());
    tree.putObject("metadata").put("name", COMPONENT);
    content.addTo(tree);
    return tree;
  }
}
