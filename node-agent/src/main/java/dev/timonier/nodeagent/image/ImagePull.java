package dev.timonier.nodeagent.image;

import dev.timonier.nodeagent.linux.Architecture;
import dev.timonier.nodeagent.runtime.RegistryCredential;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/// Fetches one image: its manifest, its configuration, and those layers that are not here; several
/// layers at once, unpacked in order as they arrive.
final class ImagePull {
  private static final int DOWNLOADS_AT_ONCE = 3;

  private final ImageStore store;
  private final ImageReference reference;
  private final RegistryClient registry;
  private final Semaphore downloads = new Semaphore(DOWNLOADS_AT_ONCE);

  ImagePull(
      ImageStore store,
      HttpClient http,
      ImageReference reference,
      List<RegistryCredential> credentials) {
    this.store = store;
    this.reference = reference;
    this.registry =
        new RegistryClient(http, reference, new RegistryAuthorization(http, credentials));
  }

  StoredImage pull() throws IOException {
    var top = resolve();
    var manifest = top.manifest;
    var config = verified(registry.blob(manifest.config().digest(), 0), manifest.config());
    var parsed = ImageConfig.parse(config);
    if (parsed.diffIds().size() != manifest.layers().size()) {
      throw new IOException("mismatched image rootfs and manifest layers");
    }
    var arrivals =
        store.hasLayers(parsed) ? Map.<Integer, CompletableFuture<Path>>of() : fetch(manifest);
    try {
      return store.add(
          config,
          reference.tag().map(tag -> reference.name() + ":" + tag).stream().toList(),
          List.of(reference.pinned(top.digest)),
          manifest.size(),
          index -> open(arrivals, manifest, index));
    } finally {
      discard(arrivals);
    }
  }

  /// @param digest of what the reference names, which may be an index
  private record Resolved(Digest digest, Manifest manifest) {}

  private Resolved resolve() throws IOException {
    try {
      var document = registry.manifest(reference.manifestName());
      var digest = Digest.of(document);
      if (reference.digest().isPresent() && !reference.digest().get().equals(digest)) {
        throw new IOException("manifest has digest " + digest);
      }
      var parsed = Json.parse(document);
      if (!Manifest.isIndex(parsed)) {
        return new Resolved(digest, Manifest.of(digest, parsed));
      }
      var part = Manifest.choose(parsed, Architecture.current().ociName());
      var chosen = registry.manifest(part.digest().toString());
      if (!Digest.of(chosen).equals(part.digest())) {
        throw new IOException("manifest " + part.digest() + " has other content");
      }
      return new Resolved(digest, Manifest.of(part.digest(), Json.parse(chosen)));
    } catch (IOException failure) {
      throw new IOException(
          "failed to resolve reference \"" + reference + "\": " + failure.getMessage(), failure);
    }
  }

  private static byte[] verified(RegistryClient.Arrival arrival, Manifest.Part part)
      throws IOException {
    try (var content = arrival.content()) {
      var bytes = content.readNBytes((int) Math.min(part.size() + 1, Integer.MAX_VALUE));
      if (!Digest.of(bytes).equals(part.digest())) {
        throw new IOException("unexpected commit digest " + Digest.of(bytes));
      }
      return bytes;
    }
  }

  private Map<Integer, CompletableFuture<Path>> fetch(Manifest manifest) {
    var arrivals = new HashMap<Integer, CompletableFuture<Path>>();
    for (var i = 0; i < manifest.layers().size(); i++) {
      var part = manifest.layers().get(i);
      var arrival = new CompletableFuture<Path>();
      arrivals.put(i, arrival);
      Thread.ofVirtual().name("pull-" + part.digest().hex()).start(() -> fetch(part, arrival));
    }
    return arrivals;
  }

  private void fetch(Manifest.Part part, CompletableFuture<Path> arrival) {
    downloads.acquireUninterruptibly();
    try {
      arrival.complete(store.content().fetch(part, offset -> registry.blob(part.digest(), offset)));
    } catch (IOException | RuntimeException failure) {
      arrival.completeExceptionally(failure);
    } finally {
      downloads.release();
    }
  }

  private InputStream open(
      Map<Integer, CompletableFuture<Path>> arrivals, Manifest manifest, int index)
      throws IOException {
    var arrival = arrivals.get(index);
    if (arrival == null) {
      var part = manifest.layers().get(index);
      return Files.newInputStream(
          store.content().fetch(part, offset -> registry.blob(part.digest(), offset)),
          StandardOpenOption.DELETE_ON_CLOSE);
    }
    try {
      return Files.newInputStream(arrival.join());
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof IOException cause ? cause : new IOException(failure);
    }
  }

  /// What has arrived completely is unpacked by now, or of no use.
  private static void discard(Map<Integer, CompletableFuture<Path>> arrivals) throws IOException {
    for (var arrival : arrivals.values()) {
      var file = arrival.exceptionally(_ -> Path.of("")).join();
      if (!file.toString().isEmpty()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
