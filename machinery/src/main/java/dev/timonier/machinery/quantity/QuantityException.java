package dev.timonier.machinery.quantity;

import static java.util.Objects.requireNonNull;

/// A text that is no quantity; the message is the one that Kubernetes gives.
public final class QuantityException extends RuntimeException {
  /// The message for all but empty texts.
  public static final String SYNTAX =
      "quantities must match the regular expression"
          + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

  private static final long serialVersionUID = 1;

  QuantityException(String text) {
    super(text.isEmpty() ? "quantities must not be empty" : SYNTAX);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
