package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.timonier.storage.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  @TempDir Path directory;

  @Test
  void writesLeaveItAndNewFilesChangeIt() {
    NativeLibrary.load(Libraries.options().libraries());
    var path = directory.resolve("db");
    try (var database = Database.open(path, Libraries.options())) {
      var before = Manifest.of(path);
      put(database, 1);
      assertThat(Manifest.of(path)).isEqualTo(before);
      for (var megabytes = 0; Manifest.of(path).equals(before); megabytes++) {
        assertThat(megabytes).isLessThan(1000);
        put(database, 1 << 20);
      }
    }
  }

  private static void put(Database database, int bytes) {
    var writes = new Writes(database);
    writes.put(Family.LATEST, new byte[] {1}, new byte[bytes]);
    database.write(writes, Database.Sync.LATER);
  }

  @Test
  void databaseWithoutOneIsCorrupt() {
    assertThatExceptionOfType(StoreException.Corrupt.class)
        .isThrownBy(() -> Manifest.of(directory))
        .withMessageContaining("no manifest");
  }
}
