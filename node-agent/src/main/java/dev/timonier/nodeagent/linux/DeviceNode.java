package dev.timonier.nodeagent.linux;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/// Makes special files.
public final class DeviceNode {
  private static final int PERMISSIONS = 07777;

  private DeviceNode() {}

  public static void character(Path path, int major, int minor, int mode) throws KernelException {
    make(path, Linux.S_IFCHR | (mode & PERMISSIONS), number(major, minor));
  }

  public static void block(Path path, int major, int minor, int mode) throws KernelException {
    make(path, Linux.S_IFBLK | (mode & PERMISSIONS), number(major, minor));
  }

  public static void fifo(Path path, int mode) throws KernelException {
    make(path, Linux.S_IFIFO | (mode & PERMISSIONS), 0);
  }

  /// As `makedev` in C.
  public static long number(long major, long minor) {
    return (minor & 0xFF)
        | ((major & 0xFFF) << 8)
        | ((minor & 0xFFFFFF00L) << 12)
        | ((major & 0xFFFFF000L) << 32);
  }

  private static void make(Path path, int mode, long device) throws KernelException {
    try (var arena = Arena.ofConfined()) {
      Kernel.call(
          "create " + path,
          SystemCall.MKNODAT,
          Linux.AT_FDCWD,
          Kernel.address(arena, path.toString()),
          mode,
          device);
    }
  }
}
