package dev.timonier.nodeagent.runtime;

import org.jspecify.annotations.Nullable;

/// An image could not be had. The reason becomes that of the waiting container.
public final class ImageFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// The reason in a container's status.
  public enum Reason {
    ErrImagePull,
    ErrImageNeverPull,
    InvalidImageName,
    ImageInspectError,
    RegistryUnavailable,
    SignatureValidationFailed
  }

  private final Reason reason;

  public ImageFailure(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
