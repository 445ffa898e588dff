package dev.timonier.nodeagent.pod;

import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.status.StatusInput.Ending;
import dev.timonier.nodeagent.status.StatusInput.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All that is remembered of one pod. Except where it says otherwise, a field belongs to the pod's
/// turn: the work queue lets only one turn of a pod run at a time.
final class PodContext {
  private final String uid;
  private final Inventory inventory;
  private final CrashBackoff crashes;
  private final MountBackoff mounts = new MountBackoff();
  private final Runnable wake;
  private final Map<String, Waiting> waiting = new HashMap<>();

  /// Containers whose start failed, and when to try again.
  private final Map<String, Hold> holds = new HashMap<>();

  /// Containers that are being stopped, by any thread.
  private final Map<ContainerId, KillTask> kills = new ConcurrentHashMap<>();

  /// Containers whose postStart hook runs, by any thread.
  private final Map<ContainerId, Boolean> starting = new ConcurrentHashMap<>();

  private volatile Pod pod; // written by the watch
  private volatile Presence presence = Presence.IN_API; // written by the watch
  private volatile Optional<Duration> graceOverride = Optional.empty(); // written by anyone
  private volatile Stage stage = Stage.SYNCING; // read by other pods' turns
  private Optional<Ending> ending = Optional.empty();
  private Optional<Instant> stopDeadline = Optional.empty();
  private volatile Admittance admittance = Admittance.PENDING; // read by other pods' turns

  /// Whether the API has the pod.
  enum Presence {
    IN_API,
    /// It was there and was removed.
    REMOVED,
    /// Only the runtime has it.
    ORPHAN
  }

  enum Admittance {
    PENDING,
    ADMITTED,
    REJECTED
  }

  /// @param wake asks for a turn
  PodContext(Pod pod, ContainerRuntime runtime, InstantSource clock, Runnable wake) {
    this.uid = pod.getMetadata().getUid();
    this.pod = pod;
    this.inventory = new Inventory(runtime);
    this.crashes = new CrashBackoff(clock);
    this.wake = wake;
  }

  String uid() {
    return uid;
  }

  Pod pod() {
    return pod;
  }

  void update(Pod newest) {
    pod = newest;
    presence = Presence.IN_API;
  }

  void removed(Pod last) {
    pod = last;
    presence = Presence.REMOVED;
  }

  void orphaned() {
    presence = Presence.ORPHAN;
  }

  Presence presence() {
    return presence;
  }

  boolean isDeleted() {
    return presence != Presence.IN_API || pod.getMetadata().getDeletionTimestamp() != null;
  }

  Inventory inventory() {
    return inventory;
  }

  CrashBackoff crashes() {
    return crashes;
  }

  MountBackoff mounts() {
    return mounts;
  }

  Map<String, Waiting> waiting() {
    return waiting;
  }

  /// A failed start.
  private record Hold(Instant until, Optional<Long> generation) {}

  /// Keeps a container from being started for a while, unless the pod's specification changes.
  void hold(String container, Instant until) {
    holds.put(container, new Hold(until, generation()));
  }

  /// When a container may be started again, if that is later than now.
  Optional<Instant> heldUntil(String container, Instant now) {
    return Optional.ofNullable(holds.get(container))
        .filter(hold -> hold.generation().equals(generation()))
        .map(Hold::until)
        .filter(now::isBefore);
  }

  private Optional<Long> generation() {
    return Optional.ofNullable(pod.getMetadata().getGeneration());
  }

  Map<ContainerId, KillTask> kills() {
    return kills;
  }

  Map<ContainerId, Boolean> starting() {
    return starting;
  }

  void wake() {
    wake.run();
  }

  Stage stage() {
    return stage;
  }

  void enter(Stage next) {
    stage = stage.to(next);
  }

  Optional<Ending> ending() {
    return ending;
  }

  void end(Ending why) {
    ending = Optional.of(why);
  }

  Admittance admittance() {
    return admittance;
  }

  void admit(Admittance decision) {
    admittance = decision;
  }

  Optional<Duration> graceOverride() {
    return graceOverride;
  }

  void stopWithin(Duration grace) {
    graceOverride = Optional.of(grace);
  }

  Optional<Instant> stopDeadline() {
    return stopDeadline;
  }

  /// It was stopped to begin anew.
  void goOn() {
    stopDeadline = Optional.empty();
  }

  void stopBy(Instant deadline) {
    stopDeadline = Optional.of(deadline);
  }
}
