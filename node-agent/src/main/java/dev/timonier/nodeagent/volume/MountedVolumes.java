package dev.timonier.nodeagent.volume;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the contents of a pod's volumes lie on the node, by the volumes' names.
public record MountedVolumes(Map<String, Path> paths) {
  public static final MountedVolumes NONE = new MountedVolumes(Map.of());

  public Optional<Path> path(String volume) {
    return Optional.ofNullable(paths.get(volume));
  }
}
