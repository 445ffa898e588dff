package dev.timonier.controllers.deployment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// The annotations with which a Deployment and its ReplicaSets keep a history that `kubectl rollout
/// history` shows.
final class Revisions {
  static final String REVISION = "deployment.kubernetes.io/revision";
  static final String HISTORY = "deployment.kubernetes.io/revision-history";
  static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  static final String MAXIMUM = "deployment.kubernetes.io/max-replicas";
  private static final int LONGEST_HISTORY = 2000;

  private static final Set<String> NOT_COPIED =
      Set.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          "deprecated.deployment.rollback.to",
          REVISION,
          HISTORY,
          DESIRED,
          MAXIMUM);

  private Revisions() {}

  static Map<String, String> annotations(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
  }

  /// Zero where there is none.
  static long revision(HasMetadata object) {
    return number(annotations(object).getOrDefault(REVISION, "0"));
  }

  static long next(Collection<ReplicaSet> old) {
    return old.stream().mapToLong(Revisions::revision).max().orElse(0) + 1;
  }

  /// The annotations of the Deployment's present ReplicaSet, at this revision or a later one that
  /// it has already.
  static Map<String, String> of(Deployment deployment, ReplicaSet set, long revision) {
    var result = new TreeMap<>(annotations(set));
    annotations(deployment)
        .forEach(
            (key, value) -> {
              if (!NOT_COPIED.contains(key)) {
                result.put(key, value);
              }
            });
    var before = revision(set);
    if (before < revision) {
      result.put(REVISION, Long.toString(revision));
      if (before > 0) {
        result.put(HISTORY, history(result.getOrDefault(HISTORY, ""), before));
      }
    }
    return result;
  }

  /// The annotations of a ReplicaSet of which proportional scaling reads later how large the
  /// Deployment was.
  static Map<String, String> sized(Map<String, String> annotations, int desired, int surge) {
    var result = new TreeMap<>(annotations);
    result.put(DESIRED, Integer.toString(desired));
    result.put(MAXIMUM, Integer.toString(desired + surge));
    return result;
  }

  private static String history(String before, long revision) {
    var revisions =
        new ArrayList<>(before.isEmpty() ? List.of() : Arrays.asList(before.split(",", -1)));
    revisions.add(Long.toString(revision));
    while (revisions.size() > 1 && String.join(",", revisions).length() > LONGEST_HISTORY) {
      revisions.removeFirst();
    }
    return String.join(",", revisions);
  }

  /// How many replicas the Deployment wanted when it last touched the ReplicaSet; negative where
  /// that is not known.
  static int desired(ReplicaSet set) {
    return (int) number(annotations(set).getOrDefault(DESIRED, "-1"));
  }

  /// How many pods there could be when the Deployment last touched the ReplicaSet; zero where that
  /// is not known.
  static int maximum(ReplicaSet set) {
    return (int) number(annotations(set).getOrDefault(MAXIMUM, "0"));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
