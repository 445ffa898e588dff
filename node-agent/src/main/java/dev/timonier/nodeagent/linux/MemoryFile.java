package dev.timonier.nodeagent.linux;

import java.lang.foreign.Arena;

/// Files that are nowhere but in memory.
public final class MemoryFile {
  private MemoryFile() {}

  /// A file that nobody can change.
  public static Descriptor sealed(String name, byte[] content) throws KernelException {
    var file = create(name);
    file.write(content, 0, content.length);
    Kernel.call(
        "seal " + name, SystemCall.FCNTL, file.number(), Linux.F_ADD_SEALS, Linux.SEAL_EVERYTHING);
    return file;
  }

  private static Descriptor create(String name) throws KernelException {
    try (var arena = Arena.ofConfined()) {
      return new Descriptor(
          Kernel.call(
              "create " + name,
              SystemCall.MEMFD_CREATE,
              Kernel.address(arena, name),
              Linux.MFD_CLOEXEC | Linux.MFD_ALLOW_SEALING));
    }
  }
}
