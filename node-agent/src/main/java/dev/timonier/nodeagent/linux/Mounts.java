package dev.timonier.nodeagent.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// Mounts and unmounts in this process' mount namespace.
public final class Mounts {
  private Mounts() {}

  public static void mount(String source, Path target, String type, long flags, String data)
      throws KernelException {
    try (var arena = Arena.ofConfined()) {
      Kernel.call(
          "mount " + source + " on " + target,
          SystemCall.MOUNT,
          Kernel.address(arena, source),
          Kernel.address(arena, target.toString()),
          Kernel.address(arena, type),
          flags,
          Kernel.address(arena, data));
    }
  }

  /// Shows a file or directory at a second place.
  public static void bind(String source, Path target) throws KernelException {
    mount(source, target, "", Linux.MS_BIND, "");
  }

  /// Keeps what the calling thread mounts from now on to its own mount namespace.
  public static void makePrivate() throws KernelException {
    mount("", Path.of("/"), "", Linux.MS_REC | Linux.MS_PRIVATE, "");
  }

  /// Takes a mount away, now from sight and for good once nobody uses it; without complaint when
  /// there is none.
  public static void detach(Path target) throws KernelException {
    try (var arena = Arena.ofConfined()) {
      Kernel.call(
          "unmount " + target,
          SystemCall.UMOUNT2,
          Kernel.address(arena, target.toString()),
          Linux.MNT_DETACH);
    } catch (KernelException failure) {
      if (failure.errno() != Errno.EINVAL && failure.errno() != Errno.ENOENT) {
        throw failure;
      }
    }
  }

  /// Every mount point at or below a directory, the innermost first.
  public static List<Path> below(Path directory) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return lines
          .map(line -> Path.of(unescaped(line.split(" ")[4])))
          .filter(point -> point.startsWith(directory))
          .sorted(Comparator.comparing(Path::getNameCount).reversed())
          .toList();
    }
  }

  /// The kernel writes blank, tab, newline and backslash as three octal digits.
  static String unescaped(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    var text = new StringBuilder();
    for (var i = 0; i < field.length(); i++) {
      var octal = field.charAt(i) == '\\';
      text.append(octal ? (char) Integer.parseInt(field, i + 1, i + 4, 8) : field.charAt(i));
      i += octal ? 3 : 0;
    }
    return text.toString();
  }
}
