package dev.timonier.storage;

import java.util.Optional;

/// One version of a key.
///
/// @param value the bytes that were put; never changed by anyone
/// @param created the revision that first put the key since it was last absent
/// @param modified the revision that put this version
/// @param version how many times the key was put since it was last absent, from 1
/// @param lease the lease that the key dies with
public record KeyValue(
    StoreKey key,
    byte[] value,
    Revision created,
    Revision modified,
    long version,
    Optional<LeaseId> lease) {
  private static final byte[] NOTHING = {};

  /// The same with an empty value.
  public KeyValue withoutValue() {
    return new KeyValue(key, NOTHING, created, modified, version, lease);
  }
}
