package dev.timonier.controllers.service;

import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Since when the endpoints of a service should say what they are made to say: the earliest moment
/// at which a pod or the service changed that was not answered yet. Who programs the network
/// measures by it how long that took.
public final class TriggerTimes {
  public static final String ANNOTATION = "endpoints.kubernetes.io/last-change-trigger-time";

  private record Answered(Instant service, Map<String, Instant> pods) {}

  private final ConcurrentHashMap<NamespacedName, Answered> answered = new ConcurrentHashMap<>();

  /// The moment to put into the annotation, if anything of note has changed since the last call.
  public Optional<String> next(NamespacedName key, Service service, Collection<Pod> pods) {
    var now = new Answered(created(service), readyTimes(pods));
    var before =
        Objects.requireNonNullElse(
            answered.put(key, now), new Answered(Instant.MIN, Map.<String, Instant>of()));
    var changedPods =
        now.pods().entrySet().stream()
            .filter(e -> e.getValue().isAfter(before.pods().getOrDefault(e.getKey(), Instant.MIN)))
            .map(Map.Entry::getValue);
    var changedService =
        Stream.of(now.service()).filter(created -> created.isAfter(before.service()));
    return Stream.concat(changedPods, changedService).min(Instant::compareTo).map(Times::shown);
  }

  public void forget(NamespacedName key) {
    answered.remove(key);
  }

  private static Instant created(Service service) {
    return Times.parse(service.getMetadata().getCreationTimestamp()).orElse(Instant.MIN);
  }

  private static Map<String, Instant> readyTimes(Collection<Pod> pods) {
    var times = new HashMap<String, Instant>();
    for (var pod : pods) {
      Pods.condition(pod, "Ready")
          .flatMap(c -> Times.parse(c.getLastTransitionTime()))
          .ifPresent(time -> times.put(pod.getMetadata().getUid(), time));
    }
    return times;
  }
}
