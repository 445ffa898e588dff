package dev.timonier.controllers.podautoscaling;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Times;
import dev.timonier.machinery.quantity.Amount;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How many replicas a metric asks for; pure
/// (<https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details>).
///
/// Of pods that tell nothing the most cautious is believed: when there would be fewer replicas,
/// that they are at the target; when there would be more, that they use nothing. Pods that are not
/// ready use nothing when there would be more.
final class ReplicaCalculator {
  private static final double TOLERANCE = 0.1;
  private static final Duration CPU_START = Duration.ofMinutes(5);
  private static final Duration READY_DELAY = Duration.ofSeconds(30);

  private final Collection<Pod> pods;
  private final Map<String, PodMetric> metrics;
  private final Instant now;

  ReplicaCalculator(Collection<Pod> pods, Map<String, PodMetric> metrics, Instant now) {
    this.pods = pods;
    this.metrics = metrics;
    this.now = now;
  }

  /// @param use in all, of what was asked for, in percent, where that is known
  /// @param average of each pod, in thousandths
  record Proposal(int replicas, Optional<Integer> use, long average) {}

  /// What the pods of one autoscaler are to a metric.
  private record Groups(Map<String, Long> ready, List<String> unready, List<String> missing) {}

  /// The replicas at which pods use a share of what they ask for.
  ///
  /// @param percent the share
  /// @param container the only one that counts; empty for all
  Proposal byUtilization(int current, String resource, int percent, Optional<String> container)
      throws MetricException {
    var requests = requests(resource, container);
    var groups = groups(resource);
    var asked = groups.ready().keySet().stream().mapToLong(requests::get).sum();
    if (asked == 0) {
      throw new MetricException("no metrics returned matched known pods");
    }
    var used = sum(groups.ready());
    var use = (int) (used * 100 / asked);
    var ratio = (double) use / percent;
    var replicas =
        replicas(
            current,
            groups,
            ratio,
            name -> requests.getOrDefault(name, 0L) * Math.max(100, percent) / 100,
            assumed -> {
              var all = assumed.keySet().stream().mapToLong(requests::get).sum();
              var share = sum(assumed) * 100 / all;
              return share / (double) percent;
            });
    return new Proposal(replicas, Optional.of(use), used / groups.ready().size());
  }

  /// The replicas at which each pod uses an amount on average.
  Proposal byAverage(int current, String resource, long target) throws MetricException {
    var groups = groups(resource);
    var average = sum(groups.ready()) / groups.ready().size();
    var replicas =
        replicas(
            current,
            groups,
            (double) average / target,
            _ -> target,
            assumed -> {
              var mean = sum(assumed) / assumed.size();
              return mean / (double) target;
            });
    return new Proposal(replicas, Optional.empty(), average);
  }

  private interface Fallback {
    long of(String pod);
  }

  private interface Ratio {
    double of(Map<String, Long> assumed);
  }

  private static int replicas(
      int current, Groups groups, double ratio, Fallback fallback, Ratio again) {
    var grows = ratio > 1;
    var unreadyCount = grows && !groups.unready().isEmpty();
    if (!unreadyCount && groups.missing().isEmpty()) {
      return isNear(ratio) ? current : (int) Math.ceil(ratio * groups.ready().size());
    }
    var assumed = new TreeMap<>(groups.ready());
    groups.missing().forEach(name -> assumed.put(name, grows ? 0L : fallback.of(name)));
    if (unreadyCount) {
      groups.unready().forEach(name -> assumed.put(name, 0L));
    }
    var cautious = again.of(assumed);
    if (isNear(cautious) || (cautious > 1) != grows) {
      return current;
    }
    var replicas = (int) Math.ceil(cautious * assumed.size());
    return (replicas > current) == grows ? replicas : current;
  }

  private static boolean isNear(double ratio) {
    return Math.abs(1 - ratio) <= TOLERANCE;
  }

  private static long sum(Map<String, Long> amounts) {
    return amounts.values().stream().mapToLong(Long::longValue).sum();
  }

  private Groups groups(String resource) throws MetricException {
    var groups = new Groups(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    for (var pod : pods) {
      if (!Owners.terminates(pod) && !Pods.failed(pod)) {
        sort(pod, resource, groups);
      }
    }
    if (groups.ready().isEmpty()) {
      throw new MetricException(
          "did not receive metrics for targeted pods (pods might be unready)");
    }
    return groups;
  }

  private void sort(Pod pod, String resource, Groups groups) {
    var name = pod.getMetadata().getName();
    var metric = metrics.get(name);
    if (Pods.phase(pod).equals("Pending")) {
      groups.unready().add(name);
    } else if (metric == null) {
      groups.missing().add(name);
    } else if (resource.equals("cpu") && isUnready(pod, metric)) {
      groups.unready().add(name);
    } else {
      groups.ready().put(name, metric.milli());
    }
  }

  /// What a pod uses while it starts says nothing about later.
  private boolean isUnready(Pod pod, PodMetric metric) {
    var ready = Pods.condition(pod, "Ready");
    var start = Times.parse(pod.getStatus().getStartTime());
    if (ready.isEmpty() || start.isEmpty()) {
      return true;
    }
    var since =
        ready.map(PodCondition::getLastTransitionTime).flatMap(Times::parse).orElse(Instant.EPOCH);
    var isFalse = ready.get().getStatus().equals("False");
    return start.get().plus(CPU_START).isAfter(now)
        ? isFalse || metric.measured().isBefore(since.plus(metric.window()))
        : isFalse && start.get().plus(READY_DELAY).isAfter(since);
  }

  private Map<String, Long> requests(String resource, Optional<String> only)
      throws MetricException {
    var requests = new HashMap<String, Long>();
    for (var pod : pods) {
      var sum = 0L;
      for (var container : pod.getSpec().getContainers()) {
        if (only.isEmpty() || only.get().equals(container.getName())) {
          sum += request(pod, container, resource);
        }
      }
      requests.put(pod.getMetadata().getName(), sum);
    }
    return requests;
  }

  private static long request(Pod pod, Container container, String resource)
      throws MetricException {
    var resources = container.getResources();
    var requests = resources == null ? null : resources.getRequests();
    var request = requests == null ? null : requests.get(resource);
    if (request == null) {
      throw new MetricException(
          "missing request for %s in container %s of Pod %s"
              .formatted(resource, container.getName(), pod.getMetadata().getName()));
    }
    return Amount.of(request).milliValue();
  }
}
