package dev.timonier.storage.rocksdb;

/// Is told how far some long work has come.
@FunctionalInterface
public interface Progress {
  /// Whoever does not care.
  Progress IGNORED = (_, _) -> {};

  /// So much of about so much is done.
  void at(long done, long total);
}
