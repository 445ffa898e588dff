package dev.timonier.nodeagent.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Files named by the digest of what is in them, complete or not there, and what is on the way to
/// become one:
///
/// ```
/// blobs/sha256/<hex>      manifests and configurations
/// partial/<hex>           what has arrived of a blob
/// ```
final class ContentStore {
  private static final String UNPACKING = "unpacking-";

  private final Path blobs;
  private final Path partial;
  private final ConcurrentHashMap<Digest, ReentrantLock> fetching = new ConcurrentHashMap<>();

  ContentStore(Path directory) throws IOException {
    this.blobs = Files.createDirectories(directory.resolve("blobs/sha256"));
    this.partial = Files.createDirectories(directory.resolve("partial"));
    try (var leftovers = Files.newDirectoryStream(partial, UNPACKING + "*")) {
      for (var leftover : leftovers) {
        Files.delete(leftover);
      }
    }
  }

  Optional<byte[]> read(Digest digest) throws IOException {
    var file = blobs.resolve(digest.hex());
    return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  Digest write(byte[] content) throws IOException {
    var digest = Digest.of(content);
    var file = blobs.resolve(digest.hex());
    if (!Files.isRegularFile(file)) {
      var arriving = Files.createTempFile(partial, UNPACKING, "");
      Files.write(arriving, content);
      publish(arriving, file);
    }
    return digest;
  }

  /// Where a blob comes from.
  interface Source {
    RegistryClient.Arrival open(long offset) throws IOException;
  }

  /// Fetches a blob that is needed only for a while. What arrived of it earlier is not fetched
  /// again; what is not what its digest says is thrown away.
  ///
  /// @return a file of the caller's own, who deletes it
  Path fetch(Manifest.Part part, Source source) throws IOException {
    var lock = fetching.computeIfAbsent(part.digest(), _ -> new ReentrantLock());
    lock.lock();
    try {
      var own = partial.resolve(UNPACKING + UUID.randomUUID());
      return Files.move(complete(part, source), own);
    } finally {
      lock.unlock();
    }
  }

  private Path complete(Manifest.Part part, Source source) throws IOException {
    var file = partial.resolve(part.digest().hex());
    var there = Files.isRegularFile(file) ? Files.size(file) : 0;
    if (there < part.size()) {
      append(file, source.open(there));
    }
    if (!digest(file).equals(part.digest())) {
      Files.delete(file);
      throw new IOException("unexpected commit digest, expected " + part.digest());
    }
    return file;
  }

  private static void append(Path file, RegistryClient.Arrival arrival) throws IOException {
    try (var content = arrival.content();
        var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(arrival.offset()).position(arrival.offset());
      content.transferTo(Channels.newOutputStream(out));
    }
  }

  private static Digest digest(Path file) throws IOException {
    var digest = Digest.sha256();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Digest.finished(digest);
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
