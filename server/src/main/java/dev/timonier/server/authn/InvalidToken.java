package dev.timonier.server.authn;

/// A token that must not be trusted. The message says why; only those who may review tokens see it.
public final class InvalidToken extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidToken(String message) {
    super(message, null, false, false);
  }
}
