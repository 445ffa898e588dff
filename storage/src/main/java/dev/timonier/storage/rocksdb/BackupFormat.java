package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What a backup is: a file with the records of a store as of one revision.
///
/// ```
/// timonier-backup 1\n
/// block*        length 4 | checksum 4 | packed records
/// end block     length 0 | checksum 4 | revision 8 | compacted 8 | records 8
/// ```
///
/// A packed record is `family 1 | key length 4 | record length 4 | key | record`; the records of a
/// block are compressed together. Each checksum covers its block and the checksum before it, so
/// that no block can be missing, doubled or moved. The families are `default`, `latest` and the
/// part of `log` after the compacted revision; `index` follows from the log.
final class BackupFormat {
  static final byte[] MAGIC = "timonier-backup 1\n".getBytes(StandardCharsets.US_ASCII);
  static final int BLOCK_BYTES = 1 << 20;

  /// What a backup says of itself in the end.
  record End(Revision revision, Revision compacted, long records) {}

  private BackupFormat() {}

  static StoreException damaged(Path file, String reason) {
    return new StoreException.Corrupt(
        file + " is not a complete backup: " + reason, Outcome.NOT_APPLIED, null);
  }
}
