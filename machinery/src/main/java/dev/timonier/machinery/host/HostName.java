package dev.timonier.machinery.host;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/// The name of this machine.
public final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");
  private static final String UNKNOWN = "localhost";

  private HostName() {}

  /// As the kernel knows it, `localhost` when nobody does.
  public static String read() {
    try {
      var name =
          Files.exists(KERNEL)
              ? Files.readString(KERNEL)
              : InetAddress.getLocalHost().getHostName();
      return name.strip();
    } catch (IOException _) {
      return UNKNOWN;
    }
  }
}
