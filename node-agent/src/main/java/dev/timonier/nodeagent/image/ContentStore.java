package dev.timonier.nodeagent.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Files named by the digest of what is in them, complete or not there, and what is on the way to
/// become one:
///
/// ```
/// blobs/sha256/<hex>      manifests and configurations
/// partial/<hex>           what has arrived of a blob
/// ```
final class ContentStore {
  private final Path blobs;
  private final Path partial;

  ContentStore(Path directory) throws IOException {
    this.blobs = Files.createDirectories(directory.resolve("blobs/sha256"));
    this.partial = Files.createDirectories(directory.resolve("partial"));
  }

  Optional<byte[]> read(Digest digest) throws IOException {
    var file = blobs.resolve(digest.hex());
    return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  Digest write(byte[] content) throws IOException {
    var digest = Digest.of(content);
    var file = blobs.resolve(digest.hex());
    if (!Files.isRegularFile(file)) {
      var arriving = Files.createTempFile(partial, "blob", "");
      Files.write(arriving, content);
      publish(arriving, file);
    }
    return digest;
  }

  /// Where a blob that is needed only for a while is gathered.
  Path partial(Digest digest) {
    return partial.resolve(digest.hex());
  }

  void remove(List<Digest> digests) throws IOException {
    for (var digest : digests) {
      Files.deleteIfExists(blobs.resolve(digest.hex()));
    }
  }

  /// Puts a file in its place so that after a power cut it is there completely or not at all.
  static void publish(Path arriving, Path place) throws IOException {
    try (var channel = FileChannel.open(arriving, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(arriving, place, StandardCopyOption.ATOMIC_MOVE);
    try (var directory = FileChannel.open(place.getParent())) {
      directory.force(true);
    }
  }
}
