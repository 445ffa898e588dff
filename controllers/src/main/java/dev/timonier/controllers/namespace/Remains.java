package dev.timonier.controllers.namespace;

import dev.timonier.controllers.discovery.ServedResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What is left in a namespace after everything in it was deleted, and what went wrong. Filled
/// resource by resource by one thread.
final class Remains {
  private static final Duration FINALIZERS_TAKE = Duration.ofSeconds(15);

  private final Map<String, Integer> byResource = new TreeMap<>();
  private final Map<String, Integer> byFinalizer = new TreeMap<>();
  private final List<String> deletionFailures = new ArrayList<>();
  private final List<String> discoveryFailures = new ArrayList<>();
  private Duration estimate = Duration.ZERO;

  /// @param gracePeriod how long the objects may take to end of themselves
  void add(ServedResource resource, Collection<ObjectMeta> objects, Duration gracePeriod) {
    if (objects.isEmpty()) {
      return;
    }
    byResource.put(resource.plural() + "." + resource.kind().group(), objects.size());
    objects.stream()
        .flatMap(o -> Objects.requireNonNullElse(o.getFinalizers(), List.<String>of()).stream())
        .forEach(finalizer -> byFinalizer.merge(finalizer, 1, Integer::sum));
    var takes = gracePeriod.isZero() ? FINALIZERS_TAKE : gracePeriod;
    estimate = estimate.compareTo(takes) < 0 ? takes : estimate;
  }

  void deletionFailed(String message) {
    deletionFailures.add(message);
  }

  void discoveryFailed(Collection<String> messages) {
    discoveryFailures.addAll(messages);
  }

  boolean isEmpty() {
    return byResource.isEmpty() && !hasFailures();
  }

  boolean hasFailures() {
    return !deletionFailures.isEmpty() || !discoveryFailures.isEmpty();
  }

  boolean hasObjects() {
    return !byResource.isEmpty();
  }

  /// How long it may take until nothing is left.
  Duration estimate() {
    return estimate;
  }

  Map<String, Integer> byResource() {
    return byResource;
  }

  Map<String, Integer> byFinalizer() {
    return byFinalizer;
  }

  List<String> deletionFailures() {
    return deletionFailures;
  }

  List<String> discoveryFailures() {
    return discoveryFailures;
  }
}
