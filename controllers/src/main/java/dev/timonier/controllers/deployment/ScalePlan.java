package dev.timonier.controllers.deployment;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How large each ReplicaSet of a Deployment is to be
/// (<https://kubernetes.io/docs/concepts/workloads/controllers/deployment/>). All functions are
/// pure; what they leave out stays as it is.
final class ScalePlan {
  private ScalePlan() {}

  /// How large the ReplicaSet of the present template may be now.
  ///
  /// @param has how large it is
  static int presentReplicas(Rollout rollout, int has) {
    if (!rollout.rolls()) {
      return rollout.replicas();
    }
    var room =
        rollout.replicas() + rollout.maxSurge() - Rollout.sum(rollout.all(), Rollout::replicas);
    return room <= 0 ? has : has + Math.min(room, rollout.replicas() - has);
  }

  /// The next step of a rolling update: first the new ReplicaSet grows, then the old ones shrink,
  /// as far as surge and availability permit.
  static List<Scale> roll(Rollout rollout) {
    var grown = rollout.present().flatMap(set -> grow(rollout, set));
    return grown.map(List::of).orElseGet(() -> shrinkOld(rollout));
  }

  private static Optional<Scale> grow(Rollout rollout, ReplicaSet present) {
    var has = Rollout.replicas(present);
    var wanted = has > rollout.replicas() ? rollout.replicas() : presentReplicas(rollout, has);
    return wanted == has ? Optional.empty() : Optional.of(new Scale(present, wanted));
  }

  /// Pods that the new ReplicaSet still lacks are set against the old ones, lest a broken template
  /// takes everything down.
  private static List<Scale> shrinkOld(Rollout rollout) {
    var lacking =
        rollout.present().map(set -> Rollout.replicas(set) - Rollout.available(set)).orElse(0);
    var least = rollout.replicas() - rollout.maxUnavailable();
    var spare = Rollout.sum(rollout.all(), Rollout::replicas) - least - lacking;
    if (spare <= 0) {
      return List.of();
    }
    var sizes = new HashMap<String, Integer>();
    rollout.activeOld().forEach(set -> sizes.put(uid(set), Rollout.replicas(set)));
    dropUnhealthy(rollout, sizes, spare);
    dropAvailable(rollout, sizes, Rollout.sum(rollout.all(), Rollout::available) - least);
    return rollout.activeOld().stream()
        .map(set -> new Scale(set, size(sizes, set)))
        .filter(scale -> scale.replicas() != scale.before())
        .toList();
  }

  /// Old pods that are not available go first, for nobody misses them.
  private static void dropUnhealthy(Rollout rollout, Map<String, Integer> sizes, int spare) {
    var left = spare;
    for (var set : rollout.activeOld()) {
      var unhealthy = Rollout.replicas(set) - Rollout.available(set);
      left -= drop(sizes, set, Math.min(left, unhealthy));
    }
  }

  private static void dropAvailable(Rollout rollout, Map<String, Integer> sizes, int spare) {
    var left = spare;
    for (var set : rollout.activeOld()) {
      left -= drop(sizes, set, Math.min(left, size(sizes, set)));
    }
  }

  private static int drop(Map<String, Integer> sizes, ReplicaSet set, int count) {
    var dropped = Math.max(0, count);
    sizes.merge(uid(set), -dropped, Integer::sum);
    return dropped;
  }

  /// The first half of Recreate: all old pods go.
  static List<Scale> stopOld(Rollout rollout) {
    return rollout.activeOld().stream().map(set -> new Scale(set, 0)).toList();
  }

  /// The second half of Recreate.
  static List<Scale> startPresent(Rollout rollout) {
    return rollout.present().stream()
        .filter(set -> Rollout.replicas(set) != rollout.replicas())
        .map(set -> new Scale(set, rollout.replicas()))
        .toList();
  }

  /// Hands a changed number of replicas on. In the middle of a rollout each ReplicaSet gets its
  /// share by size, so that the rollout stays as far as it is.
  static List<Scale> resize(Rollout rollout) {
    var only = activeOrLatest(rollout);
    if (only.isPresent()) {
      return only.filter(set -> Rollout.replicas(set) != rollout.replicas())
          .map(set -> List.of(new Scale(set, rollout.replicas())))
          .orElse(List.of());
    }
    if (isSaturated(rollout)) {
      return stopOld(rollout);
    }
    return rollout.rolls() ? proportional(rollout) : List.of();
  }

  /// The one ReplicaSet that counts, where it is one.
  private static Optional<ReplicaSet> activeOrLatest(Rollout rollout) {
    var active = rollout.all().stream().filter(Rollout::isActive).toList();
    return switch (active.size()) {
      case 0 -> rollout.present().or(() -> rollout.old().reversed().stream().findFirst());
      case 1 -> Optional.of(active.getFirst());
      default -> Optional.empty();
    };
  }

  /// The new ReplicaSet has all pods that are wanted, and they are available.
  private static boolean isSaturated(Rollout rollout) {
    return rollout
        .present()
        .filter(set -> Rollout.replicas(set) == rollout.replicas())
        .filter(set -> Revisions.desired(set) == rollout.replicas())
        .filter(set -> Rollout.available(set) == rollout.replicas())
        .isPresent();
  }

  private static List<Scale> proportional(Rollout rollout) {
    var sets = new ArrayList<>(rollout.all().stream().filter(Rollout::isActive).toList());
    var most = rollout.replicas() > 0 ? rollout.replicas() + rollout.maxSurge() : 0;
    var change = most - Rollout.sum(sets, Rollout::replicas);
    sets.sort(change > 0 ? LARGEST_THEN_NEWEST : LARGEST_THEN_OLDEST);
    var shares = new ArrayList<Integer>();
    var given = 0;
    for (var set : sets) {
      var share = share(rollout, set, change, given);
      shares.add(share);
      given += share;
    }
    var scales = new ArrayList<Scale>();
    for (var i = 0; i < sets.size(); i++) {
      var leftover = i == 0 ? change - given : 0;
      var size = Rollout.replicas(sets.get(i)) + shares.get(i) + leftover;
      scales.add(new Scale(sets.get(i), Math.max(0, size)));
    }
    return scales;
  }

  private static int share(Rollout rollout, ReplicaSet set, int change, int given) {
    var left = change - given;
    if (left == 0) {
      return 0;
    }
    var fraction = fraction(rollout, set);
    return change > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
  }

  private static int fraction(Rollout rollout, ReplicaSet set) {
    var has = Rollout.replicas(set);
    if (rollout.replicas() == 0) {
      return -has;
    }
    var before = mostBefore(rollout, set);
    var most = rollout.replicas() + rollout.maxSurge();
    return before == 0 ? 0 : (int) Math.round((double) has * most / before) - has;
  }

  private static int mostBefore(Rollout rollout, ReplicaSet set) {
    var noted = Revisions.maximum(set);
    var status = rollout.deployment().getStatus();
    return noted > 0 || status == null || status.getReplicas() == null
        ? noted
        : status.getReplicas();
  }

  private static final Comparator<ReplicaSet> LARGEST =
      comparingInt((ReplicaSet set) -> Rollout.replicas(set)).reversed();
  private static final Comparator<ReplicaSet> LARGEST_THEN_NEWEST =
      LARGEST.thenComparing(Rollout.BY_AGE.reversed());
  private static final Comparator<ReplicaSet> LARGEST_THEN_OLDEST =
      LARGEST.thenComparing(Rollout.BY_AGE);

  /// Old ReplicaSets beyond the history that is kept, those of the lowest revisions first.
  static List<ReplicaSet> beyondHistory(Rollout rollout) {
    var limit = rollout.deployment().getSpec().getRevisionHistoryLimit();
    if (limit == null) {
      return List.of();
    }
    var kept =
        rollout.old().stream()
            .filter(set -> set.getMetadata().getDeletionTimestamp() == null)
            .sorted(comparing(Revisions::revision))
            .toList();
    return kept.stream()
        .limit(Math.max(0, kept.size() - limit))
        .filter(ScalePlan::isEmpty)
        .toList();
  }

  private static boolean isEmpty(ReplicaSet set) {
    var observed = set.getStatus() == null ? null : set.getStatus().getObservedGeneration();
    return Rollout.replicas(set) == 0
        && Rollout.actual(set) == 0
        && observed != null
        && observed >= set.getMetadata().getGeneration();
  }

  private static String uid(ReplicaSet set) {
    return set.getMetadata().getUid();
  }

  private static int size(Map<String, Integer> sizes, ReplicaSet set) {
    return sizes.getOrDefault(uid(set), 0);
  }
}
