package dev.timonier.machinery.selector;

import static java.util.Objects.requireNonNull;

/// A selector that cannot be understood; the message is the one that Kubernetes gives.
public final class SelectorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SelectorException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
