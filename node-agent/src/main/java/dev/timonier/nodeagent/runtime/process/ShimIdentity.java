package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.KernelException;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells whether a process is what it was recorded to be, although numbers of processes are used
/// again: a shim's working directory is that of its container, which no other process can have by
/// chance.
final class ShimIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(ShimIdentity.class);

  private ShimIdentity() {}

  static boolean isShimOf(long process, Path directory) {
    try {
      var working = Path.of("/proc/" + process + "/cwd");
      return Files.readSymbolicLink(working).equals(directory);
    } catch (IOException gone) {
      return false;
    }
  }

  /// Kills a process if it is what it was recorded to be.
  static void killIfOf(long process, Path directory) {
    try (var handle = Processes.handle(process)) {
      if (isShimOf(process, directory)) {
        Processes.signal(handle, Linux.SIGKILL);
      }
    } catch (KernelException gone) {
      LOG.debug("process {} is gone", process);
    }
  }
}
