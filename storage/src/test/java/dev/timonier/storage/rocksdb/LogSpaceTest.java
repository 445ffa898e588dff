package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSpaceTest {
  private static final int SMALL = 1000;
  private static final int LARGE = 1_000_000;

  @TempDir Path directory;

  private Path log(String name) throws IOException {
    return Files.writeString(directory.resolve(name), "records");
  }

  @Test
  void manySmallBatchesLengthenTheLogOnce() throws IOException {
    var log = log("000007.log");
    var space = new LogSpace(directory);
    space.require(SMALL);
    var length = Files.size(log);
    for (var batch = 0; batch < 100; batch++) {
      space.require(SMALL);
    }

    assertThat(length).isGreaterThan(100 * SMALL);
    assertThat(Files.size(log)).isEqualTo(length);
    assertThat(Files.readString(log)).startsWith("records\0");
  }

  @Test
  void roomThatIsUsedUpIsMadeAgain() throws IOException {
    var log = log("000007.log");
    var space = new LogSpace(directory);
    space.require(SMALL);
    var length = Files.size(log);
    for (var written = 0; written < length; written += SMALL) {
      space.require(SMALL);
    }

    assertThat(Files.size(log)).isGreaterThan(length);
  }

  @Test
  void largeBatchesUseTheRoomAndLengthenTheLogThemselves() throws IOException {
    var log = log("000007.log");
    var space = new LogSpace(directory);
    space.require(LARGE);

    assertThat(log).hasContent("records");
  }

  @Test
  void newestLogIsLengthened() throws IOException {
    var old = log("999999.log");
    var newest = log("1000000.log");
    var other = log("MANIFEST-9999999");
    new LogSpace(directory).require(SMALL);

    assertThat(old).hasContent("records");
    assertThat(other).hasContent("records");
    assertThat(Files.size(newest)).isGreaterThan(SMALL);
  }

  @Test
  void directoryWithoutALogIsLeftAlone() {
    new LogSpace(directory).require(SMALL);

    assertThat(directory).isEmptyDirectory();
  }
}
