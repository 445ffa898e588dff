package dev.timonier.cluster.directory;

/// A storage that cannot be used, or not by this cluster; the message says why in one line.
public final class UnusableStorage extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnusableStorage(String message) {
    super(message, null, false, false);
  }
}
