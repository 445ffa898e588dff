package dev.timonier.storage.rocksdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.rocksdb.WriteBatch;

/// Changes of the database that are made all or not at all. For one thread.
///
/// They are gathered here, in the form of RocksDB's own log, and handed over as a whole: a call of
/// native code for each takes longer than the rest.
///
/// ```
/// sequence 8 | number of changes 4, little-endian | changes
/// change:  5 put | family | length of key | key | length of record | record
///          4 delete | family | length of key | key
/// ```
///
/// Family and lengths are numbers of seven bits a byte, the lowest first; all bytes but the last
/// have their highest bit set.
final class Writes {
  private static final byte DELETE = 4;
  private static final byte PUT = 5;
  private static final int COUNT = 8;
  private static final int HEADER = 12;
  private static final int LONGEST_NUMBER = 5;
  private static final int SMALL = 4 << 10;
  private static final int KEPT = 1 << 20;

  private final Database database;
  private byte[] buffer = new byte[SMALL];
  private int size = HEADER;
  private int count;

  Writes(Database database) {
    this.database = database;
  }

  void put(Family family, byte[] key, byte[] record) {
    begin(PUT, family, key, record.length + LONGEST_NUMBER);
    append(record);
  }

  void delete(Family family, byte[] key) {
    begin(DELETE, family, key, 0);
  }

  boolean isEmpty() {
    return count == 0;
  }

  long bytes() {
    return size;
  }

  /// Forgets everything, so that this can be used again.
  void clear() {
    size = HEADER;
    count = 0;
    if (buffer.length > KEPT) {
      buffer = new byte[SMALL];
    }
  }

  /// As RocksDB takes it; to be closed by the caller.
  WriteBatch batch() {
    ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).putInt(COUNT, count);
    return new WriteBatch(Arrays.copyOf(buffer, size));
  }

  private void begin(byte kind, Family family, byte[] key, int more) {
    reserve(1 + 2 * LONGEST_NUMBER + key.length + more);
    buffer[size++] = kind;
    appendNumber(database.id(family));
    append(key);
    count++;
  }

  private void append(byte[] bytes) {
    appendNumber(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  private void appendNumber(int number) {
    var rest = number;
    for (; rest > 0x7f; rest >>>= 7) {
      buffer[size++] = (byte) (rest | 0x80);
    }
    buffer[size++] = (byte) rest;
  }

  private void reserve(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + more));
    }
  }
}
