package dev.timonier.machinery.patch;

import static java.util.Objects.requireNonNull;

/// A patch that cannot be applied; the message is the one that Kubernetes gives.
public final class PatchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Cause cause;

  /// What is to be answered.
  public enum Cause {
    /// The patch is no patch: 400.
    BAD_FORMAT,
    /// It cannot be applied to anything like this object: 422.
    UNPROCESSABLE,
    /// Something else, which Kubernetes takes for its own fault: 500.
    OTHER
  }

  public PatchException(String message) {
    this(Cause.OTHER, message);
  }

  PatchException(Cause cause, String message) {
    super(message, null, false, false);
    this.cause = cause;
  }

  public Cause reason() {
    return cause;
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
