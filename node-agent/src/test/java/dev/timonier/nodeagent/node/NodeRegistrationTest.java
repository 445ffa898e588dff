package dev.timonier.nodeagent.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.timonier.machinery.fake.FakeApi;
import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.nodeagent.NodeAgentConfiguration;
import dev.timonier.nodeagent.runtime.RuntimeVersion;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeRegistrationTest {
  private static final String NODE = "node-1";

  private final VirtualTime time = new VirtualTime();
  private final KubernetesClient client = new FakeApi(time).client();
  private final NodeLease lease = new NodeLease(NODE, client, time);
  private NodeRegistration registration;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    var description =
        new NodeDescription(
            NodeAgentConfiguration.of(NODE, directory, "192.0.2.1"),
            Machine.read(directory),
            new RuntimeVersion("fake", "1.0"));
    registration = new NodeRegistration(NODE, description, client, time, List::of);
    registration.register();
    lease.renew();
  }

  @AfterEach
  void close() {
    client.close();
  }

  private Resource<Node> node() {
    return client.nodes().withName(NODE);
  }

  private Resource<Lease> leaseOfNode() {
    return client.leases().inNamespace("kube-node-lease").withName(NODE);
  }

  private void deleteNode() {
    node().delete();
    leaseOfNode().delete();
  }

  private void beat() {
    time.advance(NodeRegistration.PERIOD);
    registration.report();
    lease.renew();
  }

  @Test
  void leaseBelongsToTheNode() {
    assertThat(leaseOfNode().get().getMetadata().getOwnerReferences())
        .extracting(OwnerReference::getKind, OwnerReference::getUid)
        .containsExactly(tuple("Node", node().get().getMetadata().getUid()));
  }

  @Test
  void leaseThatIsGoneIsMadeAgain() {
    leaseOfNode().delete();
    beat();
    assertThat(leaseOfNode().get()).isNotNull();
  }

  @Test
  void deletedNodeStaysAwayUntilTheAgentStartsAgain() {
    deleteNode();
    beat();
    assertThat(node().get()).isNull();
    assertThat(leaseOfNode().get()).isNull();

    registration.register();
    lease.renew();
    assertThat(node().get()).isNotNull();
    assertThat(leaseOfNode().get()).isNotNull();
  }
}
