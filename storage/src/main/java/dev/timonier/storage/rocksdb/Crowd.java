package dev.timonier.storage.rocksdb;

/// How many commands are to be expected at a time: as many as came together lately. For whoever has
/// the [Writer]'s turn; anyone may ask.
final class Crowd {
  /// A crowd that does not come again is forgotten by this part with each batch.
  private static final int FORGOTTEN = 4;

  private volatile int expected;

  /// Says how many came together.
  void came(int commands) {
    expected = Math.max(commands, expected - (expected + FORGOTTEN - 1) / FORGOTTEN);
  }

  int expected() {
    return expected;
  }

  /// Whether a command comes without others.
  boolean isOne() {
    return expected <= 1;
  }
}
