package dev.timonier.nodeagent.node;

import dev.timonier.nodeagent.runtime.Image;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the API's node and keeps its status true: written when something has changed, and once in
/// a while. As the kubelet, it makes the node at its start alone: a node that someone deletes is
/// gone until then.
public final class NodeRegistration {
  /// How often the status is compared with the API's.
  public static final Duration PERIOD = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(NodeRegistration.class);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);
  private static final PatchContext STRATEGIC = PatchContext.of(PatchType.STRATEGIC_MERGE);

  private final String name;
  private final NodeDescription description;
  private final KubernetesClient client;
  private final InstantSource clock;
  private final Supplier<List<Image>> images;
  private Instant written = Instant.EPOCH; // belongs to the heartbeat, which runs one at a time

  public NodeRegistration(
      String name,
      NodeDescription description,
      KubernetesClient client,
      InstantSource clock,
      Supplier<List<Image>> images) {
    this.name = name;
    this.description = description;
    this.client = client;
    this.clock = clock;
    this.images = images;
  }

  /// Makes the node unless the API has it, and brings it up to date.
  public void register() {
    var present = Optional.ofNullable(resource().get());
    if (present.isEmpty()) {
      create();
    } else {
      label(present.get());
    }
    written = Instant.EPOCH;
    report();
  }

  private void create() {
    try {
      client.resource(description.node(clock.instant())).create();
      LOG.info("registered node {}", name);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  /// The node keeps what others gave it.
  private void label(Node present) {
    var labels = new HashMap<String, String>(description.labels());
    var known =
        Objects.requireNonNullElse(present.getMetadata().getLabels(), Map.<String, String>of());
    labels.entrySet().removeAll(known.entrySet());
    if (!labels.isEmpty()) {
      var patch = Map.of("metadata", Map.of("labels", labels));
      client.resource(present).patch(STRATEGIC, client.getKubernetesSerialization().asJson(patch));
    }
  }

  /// Compares, and writes what is not so in the API.
  public void report() {
    Optional.ofNullable(resource().get())
        .ifPresentOrElse(
            this::report, () -> LOG.warn("the status of node {} has no place: it is gone", name));
  }

  private void report(Node node) {
    var now = clock.instant();
    var before = Optional.ofNullable(node.getStatus());
    var status = description.status(before, images.get(), now);
    if (differs(before, status) || now.isAfter(written.plus(LONGEST_SILENCE))) {
      var patch = client.getKubernetesSerialization().asJson(Map.of("status", status));
      client.resource(node).subresource("status").patch(STRATEGIC, patch);
      written = now;
    }
  }

  private static boolean differs(Optional<NodeStatus> before, NodeStatus now) {
    return !before.map(old -> comparable(old, now)).equals(Optional.of(comparable(now, now)));
  }

  /// Of a status, what this node says, without the moments of its saying so.
  private static NodeStatus comparable(NodeStatus status, NodeStatus now) {
    var types = now.getConditions().stream().map(NodeCondition::getType).toList();
    return new NodeStatusBuilder()
        .withAddresses(status.getAddresses())
        .withCapacity(status.getCapacity())
        .withAllocatable(status.getAllocatable())
        .withDaemonEndpoints(status.getDaemonEndpoints())
        .withNodeInfo(status.getNodeInfo())
        .withImages(status.getImages())
        .withConditions(
            status.getConditions().stream()
                .filter(condition -> types.contains(condition.getType()))
                .map(NodeRegistration::timeless)
                .toList())
        .build();
  }

  private static NodeCondition timeless(NodeCondition condition) {
    return new NodeConditionBuilder(condition)
        .withLastHeartbeatTime(null)
        .withLastTransitionTime(null)
        .build();
  }

  private Resource<Node> resource() {
    return client.nodes().withName(name);
  }
}
