package dev.timonier.server.schema;

import static java.util.Objects.requireNonNull;

/// A tree that cannot be an object of its type; the message is the one that Kubernetes gives.
public final class ConformException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConformException(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
