package dev.timonier.nodeagent.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Extended attributes of any namespace (Java itself only knows `user.`); symbolic links are not
/// followed.
public final class ExtendedAttributes {
  private static final int LONGEST = 256;

  private ExtendedAttributes() {}

  public static void set(Path path, String name, String value) throws KernelException {
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    try (var arena = Arena.ofConfined()) {
      Kernel.call(
          "set " + name + " of " + path,
          SystemCall.LSETXATTR,
          Kernel.address(arena, path.toString()),
          Kernel.address(arena, name),
          Kernel.address(arena, bytes),
          bytes.length,
          0);
    }
  }

  public static Optional<String> get(Path path, String name) throws KernelException {
    try (var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(LONGEST);
      var length =
          Kernel.call(
              "get " + name + " of " + path,
              SystemCall.LGETXATTR,
              Kernel.address(arena, path.toString()),
              Kernel.address(arena, name),
              buffer.address(),
              LONGEST);
      return Optional.of(new String(Kernel.bytes(buffer, length), StandardCharsets.UTF_8));
    } catch (KernelException failure) {
      if (failure.errno() == Errno.ENODATA || failure.errno() == Errno.EOPNOTSUPP) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
