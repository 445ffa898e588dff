package dev.timonier.machinery.quantity;

/// A text that is no quantity; the message is the one that Kubernetes gives.
public final class QuantityException extends RuntimeException {
  private static final long serialVersionUID = 1;

  QuantityException(String text) {
    super(
        text.isEmpty()
            ? "quantities must not be empty"
            : "quantities must match the regular expression"
                + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  }
}
