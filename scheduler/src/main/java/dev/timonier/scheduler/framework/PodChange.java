package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.PodInfo;
import dev.timonier.scheduler.snapshot.Resources;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What of a pod matters to scheduling and changed.
public enum PodChange {
  LABEL,
  /// It asks for less of something.
  SCALE_DOWN,
  TOLERATION,
  /// Its last scheduling gate was removed.
  SCHEDULING_GATES_ELIMINATED,
  /// Something else that was asked for; a pod's status is none of it.
  OTHER;

  /// What differs between two versions of a pod; often nothing, since nodes report on pods all the
  /// time.
  public static Set<PodChange> between(PodInfo before, PodInfo after) {
    var changes = EnumSet.noneOf(PodChange.class);
    for (var change : values()) {
      if (change.happened(before, after)) {
        changes.add(change);
      }
    }
    return changes;
  }

  private boolean happened(PodInfo before, PodInfo after) {
    return switch (this) {
      case LABEL -> !before.labels().equals(after.labels());
      case SCALE_DOWN -> asksForLess(before.requested(), after.requested());
      case TOLERATION ->
          !Objects.equals(before.spec().getTolerations(), after.spec().getTolerations());
      case SCHEDULING_GATES_ELIMINATED -> isGated(before) && !isGated(after);
      case OTHER -> asksForOther(before.pod().getMetadata(), after.pod().getMetadata());
    };
  }

  private static boolean isGated(PodInfo pod) {
    var gates = pod.spec().getSchedulingGates();
    return gates != null && !gates.isEmpty();
  }

  private static boolean asksForLess(Resources before, Resources after) {
    return List.of(Resources.CPU, Resources.MEMORY, Resources.EPHEMERAL_STORAGE).stream()
            .anyMatch(name -> after.amount(name) < before.amount(name))
        || before.scalars().names().stream()
            .anyMatch(name -> after.amount(name) < before.amount(name));
  }

  private static boolean asksForOther(ObjectMeta before, ObjectMeta after) {
    return !Objects.equals(before.getGeneration(), after.getGeneration())
        || !Objects.equals(before.getAnnotations(), after.getAnnotations());
  }
}
