package dev.timonier.cluster.command;

/// A command that cannot do what it was asked to; the message says why in one line.
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommandFailure(String message) {
    super(message, null, false, false);
  }
}
