package dev.timonier.nodeagent.node;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// A node's sign of life (<https://kubernetes.io/docs/concepts/architecture/leases/>). It belongs
/// to the node: there is none for a node that the API does not have.
public final class NodeLease {
  /// How often it is renewed.
  public static final Duration PERIOD = Duration.ofSeconds(10);

  private static final String NAMESPACE = "kube-node-lease";
  private static final int SECONDS = 40;
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final String name;
  private final KubernetesClient client;
  private final InstantSource clock;

  public NodeLease(String name, KubernetesClient client, InstantSource clock) {
    this.name = name;
    this.client = client;
    this.clock = clock;
  }

  /// Renews the lease, and makes it when there is none but the node.
  public void renew() {
    var now = clock.instant();
    try {
      client.resource(lease(now)).patch(MERGE, renewal(now));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      Optional.ofNullable(client.nodes().withName(name).get()).ifPresent(node -> create(now, node));
    }
  }

  private void create(Instant now, Node owner) {
    var owned =
        lease(now)
            .edit()
            .editMetadata()
            .addNewOwnerReference()
            .withApiVersion("v1")
            .withKind("Node")
            .withName(name)
            .withUid(owner.getMetadata().getUid())
            .endOwnerReference()
            .endMetadata()
            .build();
    client.resource(owned).create();
  }

  private String renewal(Instant now) {
    return "{\"spec\":{\"holderIdentity\":\"%s\",\"leaseDurationSeconds\":%d,\"renewTime\":\"%s\"}}"
        .formatted(name, SECONDS, MICROSECONDS.format(now));
  }

  private Lease lease(Instant now) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(name)
        .withLeaseDurationSeconds(SECONDS)
        .withRenewTime(now.atZone(ZoneOffset.UTC))
        .endSpec()
        .build();
  }
}
