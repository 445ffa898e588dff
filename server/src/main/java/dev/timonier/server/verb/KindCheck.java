package dev.timonier.server.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.Catalog;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.representation.InternalType;
import java.util.Optional;
import java.util.Set;

/// Tells what is wrong with an object that is of another kind than the one that is expected, in the
/// words of Kubernetes, whose programming shows through.
final class KindCheck {
  private static final String SCHEME = " in scheme \"pkg/api/legacyscheme/scheme.go:30\"";

  private static final Set<String> WITH_REQUESTS =
      Set.of(
          "CreateOptions",
          "DeleteOptions",
          "GetOptions",
          "ListOptions",
          "PatchOptions",
          "UpdateOptions",
          "WatchEvent");
  private static final Set<String> REPLIES =
      Set.of("APIGroup", "APIGroupList", "APIResourceList", "APIVersions", "Status");
  private static final Set<GroupVersionKind> OF_SUBRESOURCES =
      Set.of(
          new GroupVersion("authentication.k8s.io", "v1").kind("TokenRequest"),
          new GroupVersion("autoscaling", "v1").kind("Scale"),
          new GroupVersion("policy", "v1").kind("Eviction"));

  private KindCheck() {}

  /// What an object leaves out is as expected.
  static Optional<String> fault(ObjectNode object, GroupVersionKind expected) {
    var kind = object.path("kind").asText("");
    var version = object.path("apiVersion").asText("");
    var groupVersion = version.isEmpty() ? expected.groupVersion() : GroupVersion.parse(version);
    var given = groupVersion.kind(kind.isEmpty() ? expected.kind() : kind);
    return given.equals(expected) ? Optional.empty() : Optional.of(fault(given, expected));
  }

  static String fault(GroupVersionKind given, GroupVersionKind expected) {
    return isRegistered(given)
        ? "converting (%s.%s) to (%s): unknown conversion"
            .formatted(given.version(), given.kind(), InternalType.of(expected))
        : "no kind \"%s\" is registered for version \"%s\""
                .formatted(given.kind(), given.apiVersion())
            + SCHEME;
  }

  static boolean isRegistered(GroupVersionKind kind) {
    return isKnown(kind) || isOfEveryVersion(kind);
  }

  /// Each version has its own form of what goes with requests; replies are of the first one.
  private static boolean isOfEveryVersion(GroupVersionKind kind) {
    return WITH_REQUESTS.contains(kind.kind())
        ? Catalog.builtIn().groupVersions().contains(kind.groupVersion())
        : kind.apiVersion().equals("v1") && REPLIES.contains(kind.kind());
  }

  private static boolean isKnown(GroupVersionKind kind) {
    var catalog = Catalog.builtIn();
    var item =
        kind.kind().endsWith("List")
            ? kind.kind().substring(0, kind.kind().length() - 4)
            : kind.kind();
    return catalog.find(kind).isPresent()
        || OF_SUBRESOURCES.contains(kind)
        || item.isEmpty()
        || catalog.find(kind.groupVersion().kind(item)).isPresent();
  }
}
