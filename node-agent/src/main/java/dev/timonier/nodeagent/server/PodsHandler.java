package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.server.http.Exchange;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `/pods`: the pods of the node.
final class PodsHandler implements Route {
  private final NodePods pods;

  PodsHandler(NodePods pods) {
    this.pods = pods;
  }

  @Override
  public void answer(Exchange exchange, List<String> path) throws IOException {
    var list = new PodListBuilder().withNewMetadata().endMetadata().withItems(pods.all()).build();
    var json = new KubernetesSerialization().asJson(list);
    exchange.reply(200, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }
}
