package dev.timonier.storage.rocksdb;

import dev.timonier.storage.KeyValue;
import dev.timonier.storage.KeyVersion;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.RangeRequest.Content;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A version of a key as it is stored: in `latest`, and unchanged in the log once it is replaced.
///
/// ```
/// checksum 4 | created 8 | modified 8 | version 8 | lease 8, 0 for none | milliseconds 8 | value
/// ```
///
/// The checksum covers the key and all that follows it.
///
/// @param record those bytes
record StoredVersion(StoreKey key, byte[] record) {
  private static final byte[] NOTHING = {};
  private static final int CREATED = 4;
  private static final int MODIFIED = 12;
  private static final int VERSION = 20;
  private static final int LEASE = 28;
  private static final int MOMENT = 36;
  private static final int VALUE = 44;

  StoredVersion {
    if (record.length < VALUE) {
      var message = "the record of " + key + " has " + record.length + " bytes only";
      throw new StoreException.Corrupt(message, Outcome.NOT_APPLIED, null);
    }
  }

  static StoredVersion of(KeyValue entry, Instant committed) {
    var value = entry.value();
    var buffer =
        ByteBuffer.allocate(VALUE + value.length)
            .putInt(0)
            .putLong(entry.created().value())
            .putLong(entry.modified().value())
            .putLong(entry.version())
            .putLong(entry.lease().map(LeaseId::value).orElse(0L))
            .putLong(committed.toEpochMilli())
            .put(value);
    buffer.putInt(0, checksum(entry.key(), buffer.array()));
    return new StoredVersion(entry.key(), buffer.array());
  }

  Revision created() {
    return new Revision(number(CREATED));
  }

  Revision modified() {
    return new Revision(number(MODIFIED));
  }

  long version() {
    return number(VERSION);
  }

  Optional<LeaseId> lease() {
    var lease = number(LEASE);
    return lease == 0 ? Optional.empty() : Optional.of(new LeaseId(lease));
  }

  Instant committed() {
    return Instant.ofEpochMilli(number(MOMENT));
  }

  KeyValue entry() {
    return entry(Arrays.copyOfRange(record, VALUE, record.length));
  }

  KeyValue entry(Content content) {
    return switch (content) {
      case KEYS_AND_VALUES -> entry();
      case KEYS_ONLY -> entry(NOTHING);
    };
  }

  KeyVersion keyVersion() {
    return new KeyVersion(modified(), Optional.of(entry()), Optional.of(committed()));
  }

  /// Whether the checksum is right.
  boolean intact() {
    return ByteBuffer.wrap(record).getInt() == checksum(key, record);
  }

  private KeyValue entry(byte[] value) {
    return new KeyValue(key, value, created(), modified(), version(), lease());
  }

  private long number(int offset) {
    return ByteBuffer.wrap(record).getLong(offset);
  }

  private static int checksum(StoreKey key, byte[] record) {
    var checksum = new CRC32C();
    checksum.update(key.bytes());
    checksum.update(record, CREATED, record.length - CREATED);
    return (int) checksum.getValue();
  }
}
