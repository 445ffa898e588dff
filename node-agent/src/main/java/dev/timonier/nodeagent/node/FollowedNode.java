package dev.timonier.nodeagent.node;

import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.informer.ListWatch;
import dev.timonier.machinery.informer.Reflector;
import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.pod.Nodes;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/// One node, as the API has it now.
public final class FollowedNode implements Nodes, AutoCloseable {
  private final String name;
  private final List<String> addresses;
  private final Informer<Node> informer = new Informer<>();
  private final Reflector<Node> reflector;

  /// @param addresses the node's, the primary one first
  public FollowedNode(String name, List<String> addresses, KubernetesClient client, Time time) {
    this.name = name;
    this.addresses = addresses;
    var source = ListWatch.of(client, Node.class).selecting("metadata.name=" + name);
    this.reflector = new Reflector<>(source, informer, time);
  }

  public void start() {
    reflector.start();
  }

  @Override
  public Optional<Node> node(String wanted) {
    return informer.store().list().stream()
        .filter(node -> node.getMetadata().getName().equals(wanted))
        .findFirst();
  }

  @Override
  public String defaultName() {
    return name;
  }

  @Override
  public List<String> addresses(String wanted) {
    return addresses;
  }

  @Override
  public void close() {
    reflector.close();
  }
}
