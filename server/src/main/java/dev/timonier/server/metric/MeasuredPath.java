package dev.timonier.server.metric;

import java.util.Optional;
import java.util.Set;

/// A path that is none of a resource, and whose requests kube-apiserver measures. All others it
/// answers unmeasured.
///
/// @param subresource how the labels call it
/// @param component who answers; empty for what every server of its kind has
record MeasuredPath(String subresource, String component) {
  private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");
  private static final Set<String> DISCOVERY = Set.of("/api", "/apis");
  private static final String OPEN_API = "/openapi/v3";

  static Optional<MeasuredPath> of(String path) {
    if (HEALTH.contains(path)) {
      return Optional.of(new MeasuredPath(path, ""));
    }
    if (DISCOVERY.contains(path)) {
      return Optional.of(new MeasuredPath(path.substring(1), RequestLabels.COMPONENT));
    }
    if (path.equals(OPEN_API)) {
      return Optional.of(new MeasuredPath("openapi/v3", ""));
    }
    return path.startsWith(OPEN_API + "/")
        ? Optional.of(new MeasuredPath("openapi/v3/", ""))
        : Optional.empty();
  }
}
