package dev.timonier.nodeagent.container;

import org.jspecify.annotations.Nullable;

/// A container could not be started. Reason and message are those of the waiting container.
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  /// @param reason such as `CreateContainerConfigError`
  public StartFailure(String reason, String message) {
    this(reason, message, null);
  }

  public StartFailure(String reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public static StartFailure config(String message) {
    return new StartFailure("CreateContainerConfigError", message);
  }

  public String reason() {
    return reason;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
