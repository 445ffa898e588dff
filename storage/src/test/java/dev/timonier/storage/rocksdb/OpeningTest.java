package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.contract.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
  private static final Duration SOON = Duration.ofMillis(80);

  @TempDir(factory = MemoryDisk.class)
  Path directory;

  /// One of many and not on a disk: machine and disk have other things to do, too.
  @Test
  void emptyStoreIsOpenSoon() {
    var soon =
        IntStream.range(0, 200)
            .mapToLong(this::nanosToOpen)
            .filter(nanos -> nanos < SOON.toNanos());

    assertThat(soon.findFirst()).isPresent();
  }

  private long nanosToOpen(int number) {
    var start = System.nanoTime();
    var path = directory.resolve("store-" + number);
    try (var _ = RocksDbStore.open(path, Libraries.options(), new ManualTime().context())) {
      return System.nanoTime() - start;
    }
  }
}
