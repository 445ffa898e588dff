package dev.timonier.server.metric;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// Which version serves, in labels; the value means nothing.
public final class BuildMeter {
  /// Labels, and what `/version` calls them.
  private static final Map<String, String> LABELS =
      Map.of(
          "build_date", "buildDate",
          "compiler", "compiler",
          "git_commit", "gitCommit",
          "git_tree_state", "gitTreeState",
          "git_version", "gitVersion",
          "go_version", "goVersion",
          "major", "major",
          "minor", "minor",
          "platform", "platform");

  private BuildMeter() {}

  /// @param version what `/version` says
  public static void register(Metrics metrics, JsonNode version) {
    var labels =
        LABELS.entrySet().stream()
            .collect(toMap(Map.Entry::getKey, field -> version.path(field.getValue()).asText()));
    metrics.gauge(
        "kubernetes_build_info",
        "[BETA] A metric with a constant '1' value labeled by major, minor, git version, git"
            + " commit, git tree state, build date, Go version, and compiler from which Kubernetes"
            + " was built, and platform on which it is running.",
        labels,
        () -> 1);
    metrics.gauge(
        "version_info",
        "[ALPHA] Provides the compatibility version info of the component. The component label is"
            + " the name of the component, usually kube, but is relevant for"
            + " aggregated-apiservers.",
        Map.of(
            "binary", release(version, "major", "minor"),
            "component", "kube",
            "emulation", release(version, "emulationMajor", "emulationMinor"),
            "min_compat", release(version, "minCompatibilityMajor", "minCompatibilityMinor")),
        () -> 1);
  }

  private static String release(JsonNode version, String major, String minor) {
    return version.path(major).asText() + "." + version.path(minor).asText();
  }
}
