package dev.timonier.server.resource.core.volume;

import dev.timonier.server.validation.Subject;
import java.util.List;

/// Volumes that are paths of the node.
public final class HostVolumes {
  private static final List<String> TYPES =
      List.of(
          "",
          "BlockDevice",
          "CharDevice",
          "Directory",
          "DirectoryOrCreate",
          "File",
          "FileOrCreate",
          "Socket");

  private HostVolumes() {}

  public static void hostPath(Subject hostPath) {
    var path = hostPath.at("path");
    if (path.isEmpty()) {
      path.required();
      return;
    }
    PathRules.noBacksteps(path);
    if (hostPath.has("type")) {
      hostPath.at("type").oneOf(TYPES);
    }
  }

  /// A disk or a path of the node that only a PersistentVolume can stand for.
  static void local(Subject local) {
    local.at("path").mustKeep(PathRules::noBacksteps);
  }
}
