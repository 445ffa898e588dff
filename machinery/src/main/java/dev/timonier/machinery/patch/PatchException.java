package dev.timonier.machinery.patch;

import static java.util.Objects.requireNonNull;

/// A patch that cannot be applied; the message is the one that Kubernetes gives.
public final class PatchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PatchException(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
