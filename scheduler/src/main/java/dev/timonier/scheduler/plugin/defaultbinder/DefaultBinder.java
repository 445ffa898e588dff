package dev.timonier.scheduler.plugin.defaultbinder;

import dev.timonier.scheduler.framework.BindPlugin;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.snapshot.PodInfo;
import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/// Assigns a pod to a node by creating its `binding`.
public final class DefaultBinder implements BindPlugin {
  public static final String NAME = "DefaultBinder";

  private final KubernetesClient client;

  public DefaultBinder(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfBind bind(CycleState state, PodInfo pod, String nodeName) {
    try {
      client.raw(path(pod), "POST", binding(pod, nodeName));
      return Status.SUCCESS;
    } catch (KubernetesClientException e) {
      return new Failed(message(e));
    }
  }

  private static String path(PodInfo pod) {
    return "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + "/binding";
  }

  /// The uid keeps a new pod of the same name from being bound in place of the one that was
  /// scheduled.
  private static Binding binding(PodInfo pod, String nodeName) {
    return new BindingBuilder()
        .withNewMetadata()
        .withNamespace(pod.namespace())
        .withName(pod.name())
        .withUid(pod.uid())
        .endMetadata()
        .withNewTarget()
        .withKind("Node")
        .withName(nodeName)
        .endTarget()
        .build();
  }

  private static String message(KubernetesClientException e) {
    var status = e.getStatus();
    return status != null && status.getMessage() != null
        ? status.getMessage()
        : String.valueOf(e.getMessage());
  }
}
