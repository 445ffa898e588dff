package dev.timonier.cluster;

/// A component cannot work with its API server; the message says why in one line.
public final class NoConnection extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NoConnection(String message) {
    super(message, null, false, false);
  }
}
