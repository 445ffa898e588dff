package dev.timonier.server.json;

import static java.util.Objects.requireNonNull;

/// A text that is no JSON or YAML; the message is the one that Kubernetes gives.
public final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SyntaxException(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
