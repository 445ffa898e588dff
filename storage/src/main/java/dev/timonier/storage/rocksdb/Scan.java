package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException.Outcome;
import java.util.Optional;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/// A position in the keys of one family, in order.
record Scan(RocksIterator iterator, ReadOptions reading, Optional<Slice> end)
    implements AutoCloseable {
  /// Goes to the first key that is not before `key`.
  Scan seek(byte[] key) {
    iterator.seek(key);
    return this;
  }

  /// Goes to the last key that is not after `key`.
  Scan seekBack(byte[] key) {
    iterator.seekForPrev(key);
    return this;
  }

  Scan seekToLast() {
    iterator.seekToLast();
    return this;
  }

  void next() {
    iterator.next();
  }

  void previous() {
    iterator.prev();
  }

  /// Whether there is a key here; false at the end.
  boolean isValid() {
    if (iterator.isValid()) {
      return true;
    }
    try {
      iterator.status();
      return false;
    } catch (RocksDBException e) {
      throw Database.failed(e, Outcome.NOT_APPLIED);
    }
  }

  byte[] key() {
    return iterator.key();
  }

  byte[] value() {
    return iterator.value();
  }

  @Override
  public void close() {
    iterator.close();
    reading.close();
    end.ifPresent(Slice::close);
  }
}
