package dev.timonier.nodeagent.hook;

import org.jspecify.annotations.Nullable;

/// A life cycle hook failed.
public final class HookFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public HookFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
