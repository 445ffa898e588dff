package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A disk that is a file. What is written but not synced is in the system's memory and not in the
/// file, so that a copy of the file is what a power cut leaves. Only root can mount it.
final class LoopDisk implements AutoCloseable {
  private static final long BYTES = 64 << 20;

  private final Path image;
  private final Path mounted;

  private LoopDisk(Path image) throws IOException {
    this.image = image;
    this.mounted = Files.createDirectory(image.resolveSibling(image.getFileName() + ".mounted"));
    run("mount", "-o", "loop", image.toString(), mounted.toString());
  }

  /// @param directory where the file is made
  static LoopDisk empty(Path directory) throws IOException {
    var image = directory.resolve("disk");
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(BYTES);
    }
    run("mkfs.ext4", "-q", image.toString());
    return new LoopDisk(image);
  }

  /// What is left of this disk if its power is cut now.
  LoopDisk afterPowerCut() throws IOException {
    var copy = image.resolveSibling(image.getFileName() + "-cut");
    return new LoopDisk(Files.copy(image, copy, StandardCopyOption.REPLACE_EXISTING));
  }

  Path directory() {
    return mounted;
  }

  @Override
  public void close() throws IOException {
    run("umount", mounted.toString());
  }

  private static void run(String... command) throws IOException {
    try {
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
