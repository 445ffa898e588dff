package dev.timonier.nodeagent.image;

import java.io.IOException;

/// A registry does not give what was asked for. The message is containerd's.
final class RegistryException extends IOException {
  private static final long serialVersionUID = 1;

  RegistryException(String message) {
    super(message);
  }

  RegistryException(String message, IOException cause) {
    super(message, cause);
  }
}
