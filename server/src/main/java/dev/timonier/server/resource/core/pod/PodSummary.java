package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AggregateResources;
import java.util.HashSet;
import java.util.Set;

/// What a pod's many statuses come to, in one line of a table: the first init container that has
/// not finished tells where the pod stands; after that the containers do, of which one that failed
/// hides those that completed.
final class PodSummary {
  private final JsonNode pod;
  private final JsonNode status;
  private final Set<String> sidecars = new HashSet<>();
  private String reason;
  private int ready;
  private boolean hasFailed; // whether a container ended that should not have
  private final Restarts all = new Restarts();
  private final Restarts ofSidecars = new Restarts();
  private boolean initialized;

  private PodSummary(JsonNode pod) {
    this.pod = pod;
    this.status = pod.path("status");
    this.reason = firstReason();
    for (var container : pod.path("spec").path("initContainers")) {
      if (AggregateResources.isSidecar(container)) {
        sidecars.add(Trees.text(container, "name"));
      }
    }
  }

  static PodSummary of(JsonNode pod) {
    var summary = new PodSummary(pod);
    summary.initialized = summary.initContainers() || PodConditions.isTrue(pod, "Initialized");
    if (summary.initialized) {
      summary.containers(status(pod, "containerStatuses"));
    }
    summary.deletion();
    return summary;
  }

  private static JsonNode status(JsonNode pod, String list) {
    return pod.path("status").path(list);
  }

  /// The ready containers and sidecars.
  int ready() {
    return ready;
  }

  int containers() {
    return pod.path("spec").path("containers").size() + sidecars.size();
  }

  String reason() {
    return reason;
  }

  long restarts() {
    return counted().count;
  }

  /// When a container ended that was then started again; missing if none was.
  JsonNode lastRestart() {
    return counted().last;
  }

  /// Restarts of init containers no longer matter when they are done.
  private Restarts counted() {
    return initialized ? ofSidecars : all;
  }

  private static final class Restarts {
    private long count;
    private JsonNode last = MissingNode.getInstance();

    void add(JsonNode container) {
      count += container.path("restartCount").asLong();
      var end = container.path("lastState").path("terminated").path("finishedAt");
      if (end.isTextual() && end.asText().compareTo(last.asText("")) > 0) {
        last = end;
      }
    }
  }

  private String firstReason() {
    if (PodConditions.hasReason(pod, "PodScheduled", "SchedulingGated")) {
      return "SchedulingGated";
    }
    var given = Trees.text(status, "reason");
    return given.isEmpty() ? Trees.text(status, "phase") : given;
  }

  /// Returns whether all init containers are done.
  private boolean initContainers() {
    var index = 0;
    for (var container : status.path("initContainerStatuses")) {
      all.add(container);
      if (isSidecar(container)) {
        ofSidecars.add(container);
      }
      if (!isDone(container)) {
        reason = "Init:" + initReason(container, index);
        return false;
      }
      index++;
    }
    return true;
  }

  private boolean isSidecar(JsonNode container) {
    return sidecars.contains(Trees.text(container, "name"));
  }

  private boolean isDone(JsonNode container) {
    var end = container.path("state").path("terminated");
    if (end.isObject() && end.path("exitCode").asLong() == 0) {
      return true;
    }
    var started = isSidecar(container) && Trees.isTrue(container, "started");
    ready += started && Trees.isTrue(container, "ready") ? 1 : 0;
    return started;
  }

  private String initReason(JsonNode container, int index) {
    var state = container.path("state");
    if (state.path("terminated").isObject()) {
      return endReason(state.path("terminated"));
    }
    var waiting = Trees.text(state.path("waiting"), "reason");
    return waiting.isEmpty() || waiting.equals("PodInitializing")
        ? index + "/" + pod.path("spec").path("initContainers").size()
        : waiting;
  }

  private static String endReason(JsonNode terminated) {
    var given = Trees.text(terminated, "reason");
    if (!given.isEmpty()) {
      return given;
    }
    var signal = terminated.path("signal").asLong();
    return signal == 0 ? "ExitCode:" + terminated.path("exitCode").asLong() : "Signal:" + signal;
  }

  private void containers(JsonNode statuses) {
    var running = false;
    for (var i = statuses.size() - 1; i >= 0; i--) {
      ofSidecars.add(statuses.get(i));
      running |= container(statuses.get(i));
    }
    if (reason.equals("Completed") && running) {
      reason = PodConditions.isTrue(pod, "Ready") ? "Running" : "NotReady";
    }
  }

  /// Returns whether the container runs and is ready.
  private boolean container(JsonNode container) {
    var state = container.path("state");
    var waiting = Trees.text(state.path("waiting"), "reason");
    if (!waiting.isEmpty()) {
      reason = waiting;
      return false;
    }
    if (state.path("terminated").isObject()) {
      var end = endReason(state.path("terminated"));
      reason = end.equals("Completed") && hasFailed ? reason : end;
      hasFailed |= !end.equals("Completed");
      return false;
    }
    var runs = Trees.isTrue(container, "ready") && state.path("running").isObject();
    ready += runs ? 1 : 0;
    return runs;
  }

  private void deletion() {
    if (!pod.path("metadata").hasNonNull("deletionTimestamp")) {
      return;
    }
    if (Trees.text(status, "reason").equals("NodeLost")) {
      reason = "Unknown";
    } else if (!isFinished(pod)) {
      reason = "Terminating";
    }
  }

  /// Whether the pod will not run again.
  static boolean isFinished(JsonNode pod) {
    var phase = Trees.text(pod.path("status"), "phase");
    return phase.equals("Succeeded") || phase.equals("Failed");
  }
}
