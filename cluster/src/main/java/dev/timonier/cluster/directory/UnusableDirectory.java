package dev.timonier.cluster.directory;

/// A data directory that cannot be used; the message says why in one line.
public final class UnusableDirectory extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnusableDirectory(String message) {
    super(message, null, false, false);
  }
}
