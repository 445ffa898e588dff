package dev.timonier.storage;

/// Holds a revision against compaction until it is closed.
public interface Pin extends AutoCloseable {
  @Override
  void close();
}
