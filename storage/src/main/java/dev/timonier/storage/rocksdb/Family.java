package dev.timonier.storage.rocksdb;

import java.nio.charset.StandardCharsets;

/// The column families; see [Layout].
enum Family {
  FACTS("default", 1),
  LATEST("latest", 2),
  LOG("log", 3),
  INDEX("index", 4);

  private final String stored;
  private final byte code;

  Family(String stored, int code) {
    this.stored = stored;
    this.code = (byte) code;
  }

  /// The family's number in a backup.
  byte code() {
    return code;
  }

  static Family of(byte code) {
    for (var family : values()) {
      if (family.code == code) {
        return family;
      }
    }
    throw new IllegalArgumentException("family " + code);
  }

  byte[] storedName() {
    return stored.getBytes(StandardCharsets.US_ASCII);
  }
}
