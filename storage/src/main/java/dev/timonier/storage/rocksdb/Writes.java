package dev.timonier.storage.rocksdb;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// Changes of the database that are made all or not at all.
final class Writes implements AutoCloseable {
  private final Database database;
  private final WriteBatch batch = new WriteBatch();

  Writes(Database database) {
    this.database = database;
  }

  void put(Family family, byte[] key, byte[] record) {
    try {
      batch.put(database.handle(family), key, record);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  void delete(Family family, byte[] key) {
    try {
      batch.delete(database.handle(family), key);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isEmpty() {
    return batch.count() == 0;
  }

  long bytes() {
    return batch.getDataSize();
  }

  WriteBatch batch() {
    return batch;
  }

  @Override
  public void close() {
    batch.close();
  }
}
