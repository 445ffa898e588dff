package dev.timonier.cluster.directory;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
  @TempDir private Path root;

  @Test
  void fileIsNoDirectory() throws IOException {
    var file = Files.writeString(root.resolve("file"), "a letter");
    assertThatExceptionOfType(UnusableDirectory.class)
        .isThrownBy(() -> DataDirectory.of(file).settings())
        .withMessage(file + " is not a directory");
  }

  @Test
  void directoryThatCannotBeMadeIsNamed() {
    var directory = DataDirectory.of(Path.of("/proc/cluster"));
    assertThatExceptionOfType(UnusableDirectory.class)
        .isThrownBy(() -> directory.open(new Random(), new NetworkClaims(root.resolve("networks"))))
        .withMessage("/proc/cluster cannot be used: /proc/cluster cannot be made");
  }
}
