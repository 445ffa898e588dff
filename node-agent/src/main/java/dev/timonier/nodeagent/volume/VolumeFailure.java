package dev.timonier.nodeagent.volume;

import org.jspecify.annotations.Nullable;

/// The volumes of a pod are not all there. The message is that of the event.
public final class VolumeFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public VolumeFailure(String message) {
    this(message, null);
  }

  public VolumeFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
