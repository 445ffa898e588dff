package dev.timonier.storage.rocksdb;

import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.validation.ConcurrentHistoryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RocksDbHistoryTest extends ConcurrentHistoryContract {
  @TempDir Path directory;

  @Override
  protected RevisionedStore open() {
    return RocksDbStore.open(
        directory.resolve("store"), Libraries.options(), new ManualTime().context());
  }
}
