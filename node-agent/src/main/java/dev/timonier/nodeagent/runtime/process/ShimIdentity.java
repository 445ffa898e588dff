package dev.timonier.nodeagent.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells whether a process is what it was recorded to be, although numbers of processes are used
/// again: a shim's working directory is that of its container, which no other process can have by
/// chance.
final class ShimIdentity {
  private ShimIdentity() {}

  static boolean isShimOf(long process, Path directory) {
    try {
      var working = Path.of("/proc/" + process + "/cwd");
      return Files.readSymbolicLink(working).equals(directory);
    } catch (IOException gone) {
      return false;
    }
  }
}
