package dev.timonier.storage.rocksdb;

import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What is where. The database has four column families:
///
/// | family | key | record |
/// |---|---|---|
/// | `latest` | key | the newest version of a live key ([StoredVersion]) |
/// | `log` | revision, ordinal | a change, with the version that it replaced ([LogRecord]) |
/// | `index` | escaped key, revision | the ordinal of the change that replaced a version |
/// | `default` | a letter and more | facts of the store itself: compaction and leases |
///
/// A commit writes its values once, to `latest`, where the usual reads find them. What they replace
/// moves to the log entry of the transaction that replaced it, and is written a second time then:
/// the log is an undo log. Reads of the past look up in `index` when a key was next changed, and
/// find there what it was until then.
///
/// For example, after `put a=1` at revision 2, `put b=1` at 3, `put a=2` at 4, `delete b` at 5:
///
/// ```
/// latest   a         → 2, created 2, modified 4, version 2
/// log      2.0       → put a
///          3.0       → put b
///          4.0       → put a     was 1, created 2, modified 2, version 1
///          5.0       → delete b  was 1, created 3, modified 3, version 1
/// index    a.4       → 0
///          b.5       → 0
/// ```
///
/// - `a` at revision 3: `latest` is too new (4); the first index entry of `a` after 3 is `a.4`; log
///   entry 4.0 says that `a` was 1. At revision 1 the same entry is found, but its version is of
///   revision 2: there was no `a`.
/// - `b` at revision 5: not in `latest`; no index entry after 5: there is no `b`.
/// - A watch of everything from 3: the log gives `put b`, `put a`, `delete b`. The value that was
///   put is found where the key is next replaced, in this case at 5.0, or else in `latest`.
/// - Compaction to 4 needs nothing of the log up to 4.0: whole files of it are dropped, without
///   rewriting anything; only the index entry `a.4` is deleted.
/// - The time index is the log, too: every entry has its commit time, and those never go back, so
///   the revision at an instant is found by bisection.
///
/// In `index`, keys are escaped so that none is the beginning of another and their order is kept: a
/// zero byte becomes 00 FF, and 00 01 ends the key. Numbers are big-endian and thus in order.
final class Layout {
  private static final byte[] COMPACTED = letter('c');
  private static final byte[] RECLAIMED = letter('r');
  private static final byte[] LAST_LEASE = letter('n');
  private static final byte[] LEASES = letter('l');
  private static final byte LEASED_KEYS = 'k';

  private Layout() {}

  /// The compacted revision.
  static byte[] compacted() {
    return COMPACTED;
  }

  /// The revision up to which index entries were deleted after compaction.
  static byte[] reclaimed() {
    return RECLAIMED;
  }

  /// The number of the lease that was granted last.
  static byte[] lastLease() {
    return LAST_LEASE;
  }

  /// What the keys of all leases begin with.
  static byte[] leases() {
    return LEASES;
  }

  static byte[] lease(LeaseId lease) {
    return ByteBuffer.allocate(9).put(LEASES).putLong(lease.value()).array();
  }

  /// What the records of a lease's keys begin with.
  static byte[] leasedKeys(LeaseId lease) {
    return ByteBuffer.allocate(9).put(LEASED_KEYS).putLong(lease.value()).array();
  }

  static byte[] leasedKey(LeaseId lease, StoreKey key) {
    var bytes = key.bytes();
    return ByteBuffer.allocate(9 + bytes.length).put(leasedKeys(lease)).put(bytes).array();
  }

  /// The key that such a record is of.
  static StoreKey keyOfLeased(byte[] leasedKey) {
    return new StoreKey(Arrays.copyOfRange(leasedKey, 9, leasedKey.length));
  }

  static byte[] number(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }

  static Revision revision(byte[] number) {
    return new Revision(ByteBuffer.wrap(number).getLong());
  }

  static byte[] log(Revision revision, int ordinal) {
    return ByteBuffer.allocate(12).putLong(revision.value()).putInt(ordinal).array();
  }

  static int ordinal(byte[] indexRecord) {
    return ByteBuffer.wrap(indexRecord).getInt();
  }

  static byte[] indexRecord(int ordinal) {
    return ByteBuffer.allocate(4).putInt(ordinal).array();
  }

  static byte[] index(StoreKey key, Revision revision) {
    return index(escaped(key), revision);
  }

  static byte[] index(byte[] escaped, Revision revision) {
    return ByteBuffer.allocate(escaped.length + 8).put(escaped).putLong(revision.value()).array();
  }

  static Revision revisionOfIndex(byte[] indexKey) {
    return new Revision(ByteBuffer.wrap(indexKey).getLong(indexKey.length - 8));
  }

  static byte[] escapedOfIndex(byte[] indexKey) {
    return Arrays.copyOf(indexKey, indexKey.length - 8);
  }

  static boolean isIndexOf(byte[] indexKey, byte[] escaped) {
    return indexKey.length == escaped.length + 8
        && Arrays.equals(indexKey, 0, escaped.length, escaped, 0, escaped.length);
  }

  static byte[] escaped(StoreKey key) {
    var bytes = key.bytes();
    var out = new ByteArrayOutputStream(bytes.length + 2);
    for (var each : bytes) {
      out.write(each);
      if (each == 0) {
        out.write(0xff);
      }
    }
    out.write(0);
    out.write(1);
    return out.toByteArray();
  }

  static StoreKey unescaped(byte[] escaped) {
    var out = new ByteArrayOutputStream(escaped.length);
    for (var i = 0; i < escaped.length - 2; i++) {
      out.write(escaped[i]);
      if (escaped[i] == 0) {
        i++;
      }
    }
    return new StoreKey(out.toByteArray());
  }

  private static byte[] letter(char letter) {
    return String.valueOf(letter).getBytes(StandardCharsets.US_ASCII);
  }
}
