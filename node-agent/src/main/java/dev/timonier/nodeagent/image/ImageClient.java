package dev.timonier.nodeagent.image;

import dev.timonier.nodeagent.runtime.Image;
import dev.timonier.nodeagent.runtime.ImageFailure;
import dev.timonier.nodeagent.runtime.RegistryCredential;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Fetches images into a store; the same reference once at a time.
public final class ImageClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  private final ImageStore store;
  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final ConcurrentHashMap<String, ReentrantLock> pulling = new ConcurrentHashMap<>();

  public ImageClient(ImageStore store) {
    this.store = store;
  }

  /// @throws ImageFailure when it cannot be had
  public Image pull(String name, List<RegistryCredential> credentials) {
    var reference =
        ImageReference.parse(name)
            .orElseThrow(
                () ->
                    new ImageFailure(
                        ImageFailure.Reason.InvalidImageName,
                        ImageReference.complaint(name),
                        null));
    var lock = pulling.computeIfAbsent(reference.toString(), _ -> new ReentrantLock());
    lock.lock();
    try {
      return present(reference).orElseGet(() -> pull(reference, credentials));
    } finally {
      lock.unlock();
    }
  }

  /// What a digest names never changes, so nobody needs to be asked.
  private Optional<Image> present(ImageReference reference) {
    return reference.digest().flatMap(_ -> store.find(reference)).map(StoredImage::image);
  }

  private Image pull(ImageReference reference, List<RegistryCredential> credentials) {
    try {
      return new ImagePull(store, http, reference, credentials).pull().image();
    } catch (IOException failure) {
      throw new ImageFailure(
          ImageFailure.Reason.ErrImagePull,
          "failed to pull and unpack image \"" + reference + "\": " + failure.getMessage(),
          failure);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
