package dev.timonier.server.openapi;

import dev.timonier.machinery.catalog.GroupVersion;
import java.util.Locale;

/// Names operations and the tags that group them: `createAppsV1NamespacedDeployment` has the tag
/// `apps_v1`.
final class OperationNames {
  private OperationNames() {}

  /// `CoordinationV1`.
  static String versionWords(GroupVersion version) {
    return groupWords(version.group()) + capital(version.version());
  }

  /// `RbacAuthorization` for `rbac.authorization.k8s.io`.
  static String groupWords(String group) {
    if (group.isEmpty()) {
      return "Core";
    }
    var words = new StringBuilder();
    for (var word : stem(group).split("\\.", -1)) {
      words.append(capital(word));
    }
    return words.toString();
  }

  private static String stem(String group) {
    return group.endsWith(".k8s.io") ? group.substring(0, group.length() - 7) : group;
  }

  static String tag(GroupVersion version) {
    return tag(version.group()) + "_" + version.version();
  }

  static String tag(String group) {
    var words = groupWords(group);
    return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }

  /// `a Pod`, `an Event`, `Endpoints`.
  static String withArticle(String kind) {
    if (kind.endsWith("s") && !kind.endsWith("ss")) {
      return kind;
    }
    return ("AEIOU".indexOf(kind.charAt(0)) < 0 ? "a " : "an ") + kind;
  }

  static String capital(String word) {
    return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
