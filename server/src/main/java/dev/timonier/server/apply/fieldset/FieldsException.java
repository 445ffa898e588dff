package dev.timonier.server.apply.fieldset;

/// Text is no set of fields.
public final class FieldsException extends RuntimeException {
  public FieldsException(String message) {
    super(message, null, false, false);
  }
}
