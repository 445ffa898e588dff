package dev.timonier.controllers.statefulset;

import static java.util.Comparator.comparingInt;

import dev.timonier.controllers.history.TemplatePatch;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A StatefulSet, its pods and its two revisions at one moment.
///
/// @param current the revision that the pods had when the present update began
/// @param update the revision of the present template
/// @param collisions how often a revision's name was taken
record SetView(
    StatefulSet set,
    List<Pod> pods,
    ControllerRevision current,
    ControllerRevision update,
    int collisions,
    Instant now) {
  static final String REVISION = "controller-revision-hash";

  /// The pods that are one too many, in the order of their ordinals.
  List<Pod> condemned() {
    return pods.stream()
        .filter(pod -> !StatefulSets.wants(set, Ordinal.number(pod)))
        .sorted(comparingInt(Ordinal::number))
        .toList();
  }

  Optional<Pod> replica(int ordinal) {
    return pods.stream().filter(pod -> Ordinal.number(pod) == ordinal).findFirst();
  }

  /// The wanted pods that exist, in the order of their ordinals.
  List<Pod> replicas() {
    return pods.stream()
        .filter(pod -> StatefulSets.wants(set, Ordinal.number(pod)))
        .sorted(comparingInt(Ordinal::number))
        .toList();
  }

  static String revision(Pod pod) {
    return Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of())
        .getOrDefault(REVISION, "");
  }

  boolean isCurrent(Pod pod) {
    return revision(pod).equals(current.getMetadata().getName());
  }

  boolean isUpdated(Pod pod) {
    return revision(pod).equals(update.getMetadata().getName());
  }

  /// The revision that a new pod of the ordinal is made of.
  ControllerRevision revision(int ordinal) {
    var kept = StatefulSets.start(set) + StatefulSets.partition(set);
    return StatefulSets.updatesByItself(set) && ordinal < kept ? current : update;
  }

  Pod newPod(int ordinal) {
    var revision = revision(ordinal);
    return StatefulPodMaker.make(
        set, TemplatePatch.of(revision).template(), revision.getMetadata().getName(), ordinal);
  }

  boolean isReady(Pod pod) {
    return Pods.phase(pod).equals("Running") && Pods.ready(pod);
  }

  boolean isAvailable(Pod pod) {
    return isReady(pod) && Pods.available(pod, StatefulSets.minReady(set), now);
  }

  boolean isHealthy(Pod pod) {
    return isReady(pod) && !Owners.terminates(pod);
  }
}
