package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenFilesTest {
  @TempDir private Path directory;

  @Test
  void frozenFilesStayWhenTheDatabaseGoesOn() throws IOException {
    try (var store = StoreSample.open(directory)) {
      StoreSample.put(store, "a", "1");
      try (var files = FrozenFiles.of(directory)) {
        var frozen = names(files.path());
        assertThat(frozen).contains("CURRENT").doesNotContain("LOCK");
        StoreSample.put(store, "a", "2");
        assertThat(names(files.path())).isEqualTo(frozen);
      }
      assertThat(names(directory)).noneMatch(name -> name.startsWith("frozen-"));
    }
  }

  @Test
  void whatACrashLeftGoesWhenTheStoreIsOpened() throws IOException {
    StoreSample.open(directory).close();
    var left = Files.createDirectory(directory.resolve("frozen-1"));
    Files.writeString(left.resolve("CURRENT"), "MANIFEST-000001\n");

    StoreSample.open(directory).close();

    assertThat(left).doesNotExist();
  }

  private static Set<String> names(Path path) throws IOException {
    try (var entries = Files.list(path)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
