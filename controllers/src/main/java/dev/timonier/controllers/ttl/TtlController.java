package dev.timonier.controllers.ttl;

import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.PatchClient;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/// Writes annotation `node.alpha.kubernetes.io/ttl` of nodes.
public final class TtlController implements Reconciler<NamespacedName> {
  private static final String NAME = "ttl-controller";
  private static final String ANNOTATION = "node.alpha.kubernetes.io/ttl";

  private final KubernetesClient client;
  private final Store<Node> nodes;
  private final AtomicReference<ClusterSize> size;

  private TtlController(
      KubernetesClient client, Store<Node> nodes, AtomicReference<ClusterSize> size) {
    this.client = client;
    this.nodes = nodes;
    this.size = size;
  }

  public static Controller create(ControllerContext context, int workers) {
    var nodes = context.informer(Node.class);
    var queue = context.<NamespacedName>queue();
    var size = new AtomicReference<>(ClusterSize.SMALLEST);
    nodes.handle(Handler.of(node -> ask(node, nodes.store(), size, queue)));
    var controller = new TtlController(context.client(NAME), nodes.store(), size);
    return new ControlLoop<>(NAME, queue, controller, workers);
  }

  private static void ask(
      Node node,
      Store<Node> nodes,
      AtomicReference<ClusterSize> size,
      WorkQueue<NamespacedName> queue) {
    var before = size.get();
    if (before.equals(size.updateAndGet(s -> s.after(nodes.size())))) {
      queue.add(NamespacedName.of(node));
    } else {
      nodes.list().forEach(n -> queue.add(NamespacedName.of(n)));
    }
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    var seconds = Integer.toString(size.get().seconds());
    nodes
        .get(key)
        .filter(node -> !seconds.equals(told(node)))
        .ifPresent(node -> tell(node, seconds));
    return Outcome.DONE;
  }

  private static String told(Node node) {
    return Objects.requireNonNullElse(node.getMetadata().getAnnotations(), Map.<String, String>of())
        .getOrDefault(ANNOTATION, "");
  }

  private void tell(Node node, String seconds) {
    var annotations = Map.of(ANNOTATION, seconds);
    new PatchClient(client).merge(node, Map.of("metadata", Map.of("annotations", annotations)));
  }
}
