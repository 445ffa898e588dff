package dev.timonier.server.metric;

import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.zpage.ZPage;
import java.util.Optional;
import java.util.Set;

/// A path that is none of a resource, and whose requests kube-apiserver measures. All others it
/// answers unmeasured.
///
/// @param version of the objects that are the answer; empty when there are none
/// @param resource how the labels call it, when it is no subresource to them
/// @param subresource how the labels call it
/// @param component who answers; empty for what every server of its kind has
record MeasuredPath(GroupVersion version, String resource, String subresource, String component) {
  private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");
  private static final Set<String> DISCOVERY = Set.of("/api", "/apis");
  private static final Set<String> PAGES = Set.of("/statusz", "/flagz");
  private static final GroupVersion NONE = new GroupVersion("", "");
  private static final String OPEN_API = "/openapi/v3";

  static Optional<MeasuredPath> of(HttpRequest request) {
    var path = request.path();
    if (HEALTH.contains(path)) {
      return Optional.of(subresource(path, ""));
    }
    if (DISCOVERY.contains(path)) {
      return Optional.of(subresource(path.substring(1), RequestLabels.COMPONENT));
    }
    if (PAGES.contains(path)) {
      var version = ZPage.version(request).orElse(NONE);
      return Optional.of(new MeasuredPath(version, path.substring(1), "", RequestLabels.COMPONENT));
    }
    if (path.equals(OPEN_API)) {
      return Optional.of(subresource("openapi/v3", ""));
    }
    return path.startsWith(OPEN_API + "/")
        ? Optional.of(subresource("openapi/v3/", ""))
        : Optional.empty();
  }

  private static MeasuredPath subresource(String name, String component) {
    return new MeasuredPath(NONE, "", name, component);
  }
}
