package dev.timonier.controllers.endpointslice;

import static java.util.stream.Collectors.toMap;

import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Knows what the controller has written, so that it can tell when its store is behind. What is not
/// seen within a minute was deleted by someone else and is no longer waited for.
public final class SliceTracker {
  private static final long GONE = Long.MAX_VALUE;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /// By service, then by the uid of the slice.
  private final ConcurrentHashMap<NamespacedName, Map<String, Written>> services =
      new ConcurrentHashMap<>();

  private final Time time;

  private record Written(long revision, long since) {}

  public SliceTracker(Time time) {
    this.time = time;
  }

  public void written(NamespacedName service, EndpointSlice slice) {
    note(service, slice, revision(slice));
  }

  public void deleted(NamespacedName service, EndpointSlice slice) {
    note(service, slice, GONE);
  }

  /// The store shows all that was written for the service.
  ///
  /// @param stored the slices of the service in the store
  public boolean caughtUp(NamespacedName service, Collection<EndpointSlice> stored) {
    var revisions =
        stored.stream().collect(toMap(s -> s.getMetadata().getUid(), SliceTracker::revision));
    var written = services.getOrDefault(service, Map.of());
    written.entrySet().removeIf(e -> isSeen(e.getValue(), revisions.getOrDefault(e.getKey(), -1L)));
    return written.isEmpty();
  }

  public void forget(NamespacedName service) {
    services.remove(service);
  }

  /// @param stored negative where the slice is not in the store
  private boolean isSeen(Written written, long stored) {
    var seen = written.revision() == GONE ? stored < 0 : stored >= written.revision();
    return seen || time.nanoTime() - written.since() > LONGEST.toNanos();
  }

  private void note(NamespacedName service, EndpointSlice slice, long revision) {
    services
        .computeIfAbsent(service, _ -> new ConcurrentHashMap<>())
        .put(slice.getMetadata().getUid(), new Written(revision, time.nanoTime()));
  }

  private static long revision(EndpointSlice slice) {
    try {
      return Long.parseLong(slice.getMetadata().getResourceVersion());
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
