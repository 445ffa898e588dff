package dev.timonier.nodeagent.runtime;

import org.jspecify.annotations.Nullable;

/// The runtime could not do what it was asked to. The message is shown to users.
public final class RuntimeFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RuntimeFailure(String message) {
    this(message, null);
  }

  public RuntimeFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
