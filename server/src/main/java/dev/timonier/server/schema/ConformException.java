package dev.timonier.server.schema;

import static java.util.Objects.requireNonNull;

/// A tree that cannot be an object of its type; the message is the one that Kubernetes gives.
public sealed class ConformException extends RuntimeException permits SkippedValue {
  private static final long serialVersionUID = 1;

  public ConformException(String message) {
    super(message, null, false, false);
  }

  /// The same, as a fault that ends the document at once.
  final ConformException atOnce() {
    return new ConformException(getMessage());
  }

  @Override
  public final String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
