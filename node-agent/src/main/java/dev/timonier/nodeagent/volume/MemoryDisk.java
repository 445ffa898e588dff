package dev.timonier.nodeagent.volume;

import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.Mounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Makes directories that lie in memory.
public interface MemoryDisk {
  /// Directories as they are, for those who may not mount.
  MemoryDisk NONE =
      new MemoryDisk() {
        @Override
        public void mount(Path directory, OptionalLong size) {}

        @Override
        public void unmountBelow(Path directory) {}
      };

  /// The kernel's tmpfs.
  MemoryDisk TMPFS =
      new MemoryDisk() {
        @Override
        public void mount(Path directory, OptionalLong size) throws IOException {
          if (!Mounts.below(directory).contains(directory)) {
            var options = size.isPresent() ? "size=" + size.getAsLong() : "";
            Mounts.mount("tmpfs", directory, "tmpfs", Linux.MS_NOSUID | Linux.MS_NODEV, options);
          }
        }

        @Override
        public void unmountBelow(Path directory) throws IOException {
          for (var mount : Mounts.below(directory)) {
            Mounts.detach(mount);
          }
        }
      };

  /// Lays memory over a directory unless that was done before.
  ///
  /// @param size in bytes; half of the machine's memory when empty
  void mount(Path directory, OptionalLong size) throws IOException;

  /// Takes away what was laid over a directory and those below it.
  void unmountBelow(Path directory) throws IOException;
}
