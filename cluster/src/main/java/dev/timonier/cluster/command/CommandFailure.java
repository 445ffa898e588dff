package dev.timonier.cluster.command;

/// A command that cannot do what it was asked to; the message says why in one line.
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommandFailure(String message) {
    super(message, null, false, false);
  }

  /// Refuses what a flag says when a rule does not hold.
  static void unless(boolean holds, String otherwise) {
    if (!holds) {
      throw new CommandFailure(otherwise);
    }
  }
}
