package dev.timonier.machinery.quantity;

import static java.util.Objects.requireNonNull;

/// A text that is no quantity; the message is the one that Kubernetes gives.
public final class QuantityException extends RuntimeException {
  /// The message for texts with other parts than quantities have.
  public static final String SYNTAX =
      "quantities must match the regular expression"
          + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

  /// The message for suffixes that are none.
  static final String SUFFIX = "unable to parse quantity's suffix";

  private static final long serialVersionUID = 1;

  QuantityException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
