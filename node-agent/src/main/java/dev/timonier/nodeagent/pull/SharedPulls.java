package dev.timonier.nodeagent.pull;

import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.runtime.Image;
import dev.timonier.nodeagent.runtime.ImageService;
import dev.timonier.nodeagent.runtime.RegistryCredential;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/// Pulls images, a few at a time. Those who want the same one at the same time share one pull.
final class SharedPulls {
  private static final int MOST_AT_ONCE = 4;

  private final ImageService images;
  private final Time time;
  private final Semaphore permits = new Semaphore(MOST_AT_ONCE);
  private final ConcurrentMap<Request, CompletableFuture<Done>> underWay =
      new ConcurrentHashMap<>();

  private record Request(String image, List<RegistryCredential> credentials) {}

  /// @param working how long the pull took
  /// @param all with the time before it began
  record Done(Image image, Duration working, Duration all) {}

  SharedPulls(ImageService images, Time time) {
    this.images = images;
    this.time = time;
  }

  /// Returns when the image is there.
  Done pull(String image, List<RegistryCredential> credentials) {
    var mine = new CompletableFuture<Done>();
    var request = new Request(image, credentials);
    var other = underWay.putIfAbsent(request, mine);
    return other == null ? lead(request, mine) : join(other);
  }

  private static Done join(CompletableFuture<Done> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private Done lead(Request request, CompletableFuture<Done> mine) {
    try {
      var done = pull(request);
      mine.complete(done);
      return done;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(request, mine);
    }
  }

  private Done pull(Request request) {
    var asked = time.nanoTime();
    permits.acquireUninterruptibly();
    try {
      var begun = time.nanoTime();
      var image = images.pull(request.image(), request.credentials());
      return new Done(image, since(begun), since(asked));
    } finally {
      permits.release();
    }
  }

  private Duration since(long moment) {
    return Duration.ofNanos(time.nanoTime() - moment);
  }
}
