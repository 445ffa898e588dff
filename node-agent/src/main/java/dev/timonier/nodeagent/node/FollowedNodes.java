package dev.timonier.nodeagent.node;

import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.informer.ListWatch;
import dev.timonier.machinery.informer.Reflector;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.pod.Nodes;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Nodes, as the API has them now.
public final class FollowedNodes implements Nodes, AutoCloseable {
  private final String defaultName;
  private final Function<String, List<String>> addresses;
  private final Informer<Node> informer = new Informer<>();
  private final Reflector<Node> reflector;

  /// @param defaultName the node of what belongs to none
  /// @param addresses of a node by its name, the primary one first
  public FollowedNodes(
      ListWatch<Node> source,
      String defaultName,
      Function<String, List<String>> addresses,
      Time time) {
    this.defaultName = defaultName;
    this.addresses = addresses;
    this.reflector = new Reflector<>(source, informer, time);
  }

  public void start() throws InterruptedException {
    reflector.start();
    informer.awaitSync();
  }

  @Override
  public Optional<Node> node(String name) {
    return informer.store().get(new NamespacedName("", name));
  }

  @Override
  public String defaultName() {
    return defaultName;
  }

  @Override
  public List<String> addresses(String name) {
    return addresses.apply(name);
  }

  @Override
  public void close() {
    reflector.close();
  }
}
