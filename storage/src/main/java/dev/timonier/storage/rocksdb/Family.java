package dev.timonier.storage.rocksdb;

import java.nio.charset.StandardCharsets;

/// The column families; see [Layout].
enum Family {
  FACTS("default"),
  LATEST("latest"),
  LOG("log"),
  INDEX("index");

  private final String stored;

  Family(String stored) {
    this.stored = stored;
  }

  byte[] storedName() {
    return stored.getBytes(StandardCharsets.US_ASCII);
  }
}
