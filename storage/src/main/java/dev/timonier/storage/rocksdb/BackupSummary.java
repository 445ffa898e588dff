package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;

/// What a backup holds.
///
/// @param revision the store as of when
/// @param compacted the oldest revision whose state can be read from it
/// @param bytes the size of the file
public record BackupSummary(Revision revision, Revision compacted, long records, long bytes) {}
