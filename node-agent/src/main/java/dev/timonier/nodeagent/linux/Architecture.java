package dev.timonier.nodeagent.linux;

import java.util.Locale;
import java.util.Optional;

/// The processors that the process runtime knows.
public enum Architecture {
  X86_64("amd64"),
  AARCH64("arm64");

  private final String ociName;

  Architecture(String ociName) {
    this.ociName = ociName;
  }

  /// As image indexes name it.
  public String ociName() {
    return ociName;
  }

  /// That of this machine.
  ///
  /// @throws UnsupportedOperationException on any other
  public static Architecture current() {
    return of(System.getProperty("os.arch"))
        .orElseThrow(
            () -> new UnsupportedOperationException("processor " + System.getProperty("os.arch")));
  }

  static Optional<Architecture> of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> Optional.of(X86_64);
      case "aarch64", "arm64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }
}
