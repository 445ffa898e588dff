package dev.timonier.nodeagent.volume;

import dev.timonier.nodeagent.reference.Texts;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Directories, files and devices of the machine, shown to pods
/// (<https://kubernetes.io/docs/concepts/storage/volumes/#hostpath>).
final class HostPaths {
  private static final int TYPE_BITS = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int BLOCK_DEVICE = 0060000;
  private static final int SOCKET = 0140000;

  private HostPaths() {}

  /// @throws VolumeFailure when it is not what it should be
  static Path of(HostPathVolumeSource source) throws IOException {
    var path = Path.of(source.getPath());
    switch (Texts.orEmpty(source.getType())) {
      case "DirectoryOrCreate" -> createDirectory(path);
      case "FileOrCreate" -> createFile(path);
      case "Directory" -> check(Files.isDirectory(path), path, "directory");
      case "File" -> check(Files.isRegularFile(path), path, "file");
      case "Socket" -> check(is(path, SOCKET), path, "socket");
      case "CharDevice" -> check(is(path, CHARACTER_DEVICE), path, "character device");
      case "BlockDevice" -> check(is(path, BLOCK_DEVICE), path, "block device");
      default -> {
        return path;
      }
    }
    return path;
  }

  private static void createDirectory(Path path) throws IOException {
    if (!Files.exists(path)) {
      Files.createDirectories(path);
    }
    check(Files.isDirectory(path), path, "directory");
  }

  private static void createFile(Path path) throws IOException {
    if (!Files.exists(path)) {
      Files.createFile(path);
    }
    check(Files.isRegularFile(path), path, "file");
  }

  private static boolean is(Path path, int type) throws IOException {
    return Files.exists(path) && ((int) Files.getAttribute(path, "unix:mode") & TYPE_BITS) == type;
  }

  private static void check(boolean isRight, Path path, String kind) {
    if (!isRight) {
      throw new VolumeFailure("hostPath type check failed: " + path + " is not a " + kind);
    }
  }
}
