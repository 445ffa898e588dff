package dev.timonier.cluster;

/// Something of this machine that a cluster needs and cannot have; the message says what in one
/// line.
public final class UnusableMachine extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnusableMachine(String message) {
    super(message, null, false, false);
  }
}
