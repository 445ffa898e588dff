package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException.Outcome;
import java.util.Arrays;
import java.util.Optional;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/// A position in the keys of one family, in order.
///
/// What is here is read into an array that is used again and again, and copied from there: native
/// code takes several times as long as Java to make an array.
final class Scan implements AutoCloseable {
  private final RocksIterator iterator;
  private final ReadOptions reading;
  private final Optional<Slice> end;
  private byte[] piece = new byte[1024];

  /// Takes over all of them, and closes them in the end.
  Scan(RocksIterator iterator, ReadOptions reading, Optional<Slice> end) {
    this.iterator = iterator;
    this.reading = reading;
    this.end = end;
  }

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
    var length = iterator.key(piece, 0, piece.length);
    return length <= piece.length ? Arrays.copyOf(piece, length) : iterator.key();
  }

  byte[] value() {
    var length = iterator.value(piece, 0, piece.length);
    if (length > piece.length) {
      piece = new byte[length + length / 4];
      iterator.value(piece, 0, piece.length);
    }
    return Arrays.copyOf(piece, length);
  }

  @Override
  public void close() {
    iterator.close();
    reading.close();
    end.ifPresent(Slice::close);
  }
}
