package dev.timonier.storage;

import java.util.Iterator;

/// The entries of a range in key order, all as of [#revision()] however long the caller takes.
/// Holds that revision against compaction until it is closed. For one thread at a time.
public interface RangeCursor extends Iterator<KeyValue>, AutoCloseable {
  /// The revision that is read.
  Revision revision();

  @Override
  void close();
}
