package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

/// An entry of the log: one change of one key.
///
/// ```
/// checksum 4 | milliseconds 8 | 1 put, 2 delete | key length 4 | key | replaced version, or nothing
/// ```
///
/// The checksum covers revision and ordinal and all that follows it but the replaced version, which
/// has its own.
record LogRecord(
    Revision revision,
    int ordinal,
    Instant committed,
    Kind kind,
    StoreKey key,
    Optional<StoredVersion> replaced) {
  private static final int HEADER = 17;

  /// What was done.
  enum Kind {
    PUT(1),
    DELETE(2);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }
  }

  byte[] storedKey() {
    return Layout.log(revision, ordinal);
  }

  byte[] encoded() {
    var keyBytes = key.bytes();
    var before = replaced.map(StoredVersion::record).orElse(new byte[0]);
    var buffer =
        ByteBuffer.allocate(HEADER + keyBytes.length + before.length)
            .putInt(0)
            .putLong(committed.toEpochMilli())
            .put(kind.code)
            .putInt(keyBytes.length)
            .put(keyBytes);
    buffer.putInt(0, checksum(storedKey(), buffer.array(), buffer.position()));
    return buffer.put(before).array();
  }

  /// Reads an entry.
  ///
  /// @throws StoreException.Corrupt when it is not one
  static LogRecord decoded(byte[] storedKey, byte[] bytes) {
    try {
      return parsed(storedKey, bytes);
    } catch (BufferUnderflowException e) {
      throw damaged(storedKey, e);
    }
  }

  /// When the entry that is stored in these bytes was committed.
  static Instant committed(byte[] bytes) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong(4));
  }

  /// Whether the checksums are right.
  static boolean intact(byte[] storedKey, byte[] bytes) {
    var length = HEADER + ByteBuffer.wrap(bytes).getInt(13);
    return length >= HEADER
        && length <= bytes.length
        && ByteBuffer.wrap(bytes).getInt() == checksum(storedKey, bytes, length)
        && decoded(storedKey, bytes).replaced().map(StoredVersion::intact).orElse(true);
  }

  private static LogRecord parsed(byte[] storedKey, byte[] bytes) {
    var place = ByteBuffer.wrap(storedKey);
    var buffer = ByteBuffer.wrap(bytes).position(4);
    var committed = Instant.ofEpochMilli(buffer.getLong());
    var kind = kind(buffer.get(), storedKey);
    var keyBytes = new byte[Math.clamp(buffer.getInt(), 0, bytes.length)];
    buffer.get(keyBytes);
    var key = new StoreKey(keyBytes);
    return new LogRecord(
        new Revision(place.getLong()), place.getInt(), committed, kind, key, replaced(key, buffer));
  }

  private static Optional<StoredVersion> replaced(StoreKey key, ByteBuffer rest) {
    if (!rest.hasRemaining()) {
      return Optional.empty();
    }
    var record = new byte[rest.remaining()];
    rest.get(record);
    return Optional.of(new StoredVersion(key, record));
  }

  private static Kind kind(byte code, byte[] storedKey) {
    for (var kind : Kind.values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw damaged(storedKey, new IllegalArgumentException("kind " + code));
  }

  private static StoreException damaged(byte[] storedKey, Exception cause) {
    var revision = ByteBuffer.wrap(storedKey).getLong();
    return new StoreException.Corrupt(
        "the log entry of revision " + revision + " is damaged", Outcome.NOT_APPLIED, cause);
  }

  private static int checksum(byte[] storedKey, byte[] bytes, int length) {
    var checksum = new CRC32C();
    checksum.update(storedKey);
    checksum.update(bytes, 4, length - 4);
    return (int) checksum.getValue();
  }
}
