package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.table.Ages;
import dev.timonier.server.table.Column;
import dev.timonier.server.table.Columns;
import dev.timonier.server.table.NameAndAge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What `kubectl get pods` shows.
final class PodColumns implements Columns {
  private static final String NONE = "<none>";
  private static final List<Column> COLUMNS =
      List.of(
          NameAndAge.NAME,
          Column.text("Ready", "The ready containers of all containers."),
          Column.text("Status", "Where the pod is in its life."),
          Column.text("Restarts", "How often containers were restarted, and when at last."),
          NameAndAge.AGE,
          Column.text("IP", "The pod's address.").wide(),
          Column.text("Node", "The node that the pod is assigned to.").wide(),
          Column.text("Nominated Node", "The node that preemption makes room on.").wide(),
          Column.text("Readiness Gates", "The open gates of all readiness gates.").wide());

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public List<Object> cells(JsonNode pod, Instant now) {
    var summary = PodSummary.of(pod);
    var status = pod.path("status");
    return List.of(
        pod.path("metadata").path("name").asText(),
        summary.ready() + "/" + summary.containers(),
        summary.reason(),
        restarts(summary, now),
        Ages.of(pod, now),
        orNone(status.path("podIPs").path(0).path("ip").asText("")),
        orNone(Trees.text(pod.path("spec"), "nodeName")),
        orNone(Trees.text(status, "nominatedNodeName")),
        readinessGates(pod));
  }

  private static String restarts(PodSummary summary, Instant now) {
    var restarts = summary.restarts();
    if (restarts == 0 || summary.lastRestart().isMissingNode()) {
      return Long.toString(restarts);
    }
    return restarts + " (" + Ages.since(summary.lastRestart(), now) + " ago)";
  }

  private static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  private static String readinessGates(JsonNode pod) {
    var gates = pod.path("spec").path("readinessGates");
    if (gates.isEmpty()) {
      return NONE;
    }
    var open =
        Trees.stream(gates)
            .filter(gate -> PodConditions.isTrue(pod, Trees.text(gate, "conditionType")))
            .count();
    return open + "/" + gates.size();
  }

  @Override
  public Optional<Completion> completion(JsonNode pod) {
    return switch (Trees.text(pod.path("status"), "phase")) {
      case "Succeeded" ->
          Optional.of(new Completion("Succeeded", "The pod has completed successfully."));
      case "Failed" -> Optional.of(new Completion("Failed", "The pod failed."));
      default -> Optional.empty();
    };
  }
}
