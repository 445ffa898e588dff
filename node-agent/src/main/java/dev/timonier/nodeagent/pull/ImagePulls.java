package dev.timonier.nodeagent.pull;

import dev.timonier.machinery.time.GoDuration;
import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.container.StartFailure;
import dev.timonier.nodeagent.event.PodEvents;
import dev.timonier.nodeagent.pull.ImageOutcome.Absent;
import dev.timonier.nodeagent.pull.ImageOutcome.Present;
import dev.timonier.nodeagent.runtime.Image;
import dev.timonier.nodeagent.runtime.ImageFailure;
import dev.timonier.nodeagent.runtime.ImageService;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Sees to it that containers have their images, by their pull policies. Never waits: a pull runs
/// beside, and wakes the one who asked.
public final class ImagePulls {
  /// After a failure the back-off is shown soon, as the status of the next try.
  private static final Duration SHOW_BACKOFF = Duration.ofSeconds(1);

  /// When nothing was tried, someone may have put the image there in the meantime.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final ImageService images;
  private final PullSecrets secrets;
  private final PodEvents events;
  private final Executor executor;
  private final PullBackoff backoff;
  private final SharedPulls shared;
  private final Map<Key, CompletableFuture<Image>> pulls = new ConcurrentHashMap<>();

  private record Key(String uid, String container, String image) {
    String backoff() {
      return uid + "_" + image;
    }
  }

  /// @param executor runs a task for each pull
  public ImagePulls(
      ImageService images, PullSecrets secrets, PodEvents events, Time time, Executor executor) {
    this.images = images;
    this.secrets = secrets;
    this.events = events;
    this.executor = executor;
    this.backoff = new PullBackoff(time);
    this.shared = new SharedPulls(images, time);
  }

  /// Says whether the container can start, and begins to pull its image when needed.
  ///
  /// @param wake runs when a pull has ended; the answer is then another one
  public ImageOutcome ensure(Pod pod, PodContainer container, Runnable wake) {
    var key = key(pod, container);
    var pull = pulls.get(key);
    if (pull == null) {
      return withoutPull(pod, container, key, wake);
    }
    if (!pull.isDone()) {
      return new ImageOutcome.Pulling();
    }
    pulls.remove(key);
    return outcome(pull);
  }

  /// Whether pulls are under way.
  public boolean isIdle() {
    return pulls.values().stream().allMatch(CompletableFuture::isDone);
  }

  /// Forgets what is known of a pod's pulls.
  public void forget(String uid) {
    pulls.keySet().removeIf(key -> key.uid().equals(uid));
    backoff.forget(uid + "_");
  }

  private static Key key(Pod pod, PodContainer container) {
    return new Key(pod.getMetadata().getUid(), container.name(), image(container));
  }

  private static String image(PodContainer container) {
    return Objects.requireNonNullElse(container.spec().getImage(), "");
  }

  private ImageOutcome outcome(CompletableFuture<Image> pull) {
    try {
      return new Present(pull.join());
    } catch (CompletionException e) {
      return new Absent(failure(e.getCause()), SHOW_BACKOFF);
    }
  }

  private static StartFailure failure(@Nullable Throwable cause) {
    return cause instanceof StartFailure failure
        ? failure
        : new StartFailure("ErrImagePull", String.valueOf(cause), cause);
  }

  private ImageOutcome withoutPull(Pod pod, PodContainer container, Key key, Runnable wake) {
    Optional<Image> present;
    try {
      present = images.find(key.image());
    } catch (ImageFailure e) {
      return absent(pod, container, uninspected(pod, container, e), LOOK_AGAIN);
    }
    var policy = Objects.requireNonNullElse(container.spec().getImagePullPolicy(), "IfNotPresent");
    if (present.isPresent() && !policy.equals("Always")) {
      events.normal(
          pod,
          container,
          "Pulled",
          "Container image \""
              + key.image()
              + "\" already present on machine and can be accessed by the pod");
      return new Present(present.get());
    }
    return policy.equals("Never")
        ? absent(pod, container, neverPulled(pod, container, key), LOOK_AGAIN)
        : pull(pod, container, key, wake);
  }

  private ImageOutcome pull(Pod pod, PodContainer container, Key key, Runnable wake) {
    var pause = backoff.pause(key.backoff());
    if (pause.isPresent()) {
      var words = "Back-off pulling image \"" + key.image() + "\"";
      events.normal(pod, container, "BackOff", words);
      var failure = new StartFailure("ImagePullBackOff", words + ": " + pause.get().cause());
      return absent(pod, container, failure, pause.get().left());
    }
    events.normal(pod, container, "Pulling", "Pulling image \"" + key.image() + "\"");
    var begun = new CompletableFuture<Image>();
    pulls.put(key, begun);
    executor.execute(() -> pull(pod, container, key, begun, wake));
    return new ImageOutcome.Pulling();
  }

  private void pull(
      Pod pod, PodContainer container, Key key, CompletableFuture<Image> pull, Runnable wake) {
    try {
      var found = secrets.find(pod, key.image());
      tellMissing(pod, found.missing());
      var done = shared.pull(key.image(), found.credentials());
      backoff.succeeded(key.backoff());
      events.normal(pod, container, "Pulled", pulled(key, done));
      pull.complete(done.image());
    } catch (RuntimeException e) {
      pull.completeExceptionally(pullFailed(pod, container, key, e));
    } finally {
      wake.run();
    }
  }

  private void tellMissing(Pod pod, List<String> secretNames) {
    if (!secretNames.isEmpty()) {
      events.warning(
          pod,
          "FailedToRetrieveImagePullSecret",
          "Unable to retrieve some image pull secrets (%s); attempting to pull the image may not"
                  .formatted(String.join(", ", secretNames))
              + " succeed.");
    }
  }

  private static String pulled(Key key, SharedPulls.Done done) {
    return "Successfully pulled image \"%s\" in %s (%s including waiting). Image size: %d bytes."
        .formatted(
            key.image(),
            milliseconds(done.working()),
            milliseconds(done.all()),
            done.image().sizeBytes());
  }

  private static String milliseconds(Duration duration) {
    return GoDuration.text(duration.truncatedTo(ChronoUnit.MILLIS));
  }

  private StartFailure pullFailed(
      Pod pod, PodContainer container, Key key, RuntimeException failure) {
    var message = String.valueOf(failure.getMessage());
    var reason = failure instanceof ImageFailure known ? known.reason().name() : "ErrImagePull";
    events.warning(
        pod, container, "Failed", "Failed to pull image \"" + key.image() + "\": " + message);
    events.warning(pod, container, "Failed", "Error: " + reason);
    backoff.failed(key.backoff(), reason + ": " + message);
    return new StartFailure(reason, message, failure);
  }

  private StartFailure uninspected(Pod pod, PodContainer container, ImageFailure failure) {
    var words =
        failure.reason() == ImageFailure.Reason.InvalidImageName
            ? "Failed to apply default image tag \"%s\": %s"
            : "Failed to inspect image \"%s\": %s";
    var message = words.formatted(image(container), failure.getMessage());
    events.warning(pod, container, "InspectFailed", message);
    return new StartFailure(failure.reason().name(), message, failure);
  }

  private StartFailure neverPulled(Pod pod, PodContainer container, Key key) {
    var message =
        "Container image \"" + key.image() + "\" is not present with pull policy of Never";
    events.warning(pod, container, "ErrImageNeverPull", message);
    return new StartFailure("ErrImageNeverPull", message);
  }

  private Absent absent(Pod pod, PodContainer container, StartFailure failure, Duration retry) {
    events.warning(pod, container, "Failed", "Error: " + failure.reason());
    return new Absent(failure, retry);
  }
}
