package dev.timonier.controllers.runtime;

import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/// Creates and deletes the pods of an owner and records it in events of the owner.
public record PodControl(KubernetesClient client, EventRecorder events) {

  /// The pod that a template describes, controlled by the owner, to be named by the server.
  public static PodBuilder fromTemplate(PodTemplateSpec template, HasMetadata owner) {
    var metadata = template.getMetadata();
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(owner.getMetadata().getNamespace())
        .withGenerateName(owner.getMetadata().getName() + "-")
        .withLabels(metadata == null ? null : metadata.getLabels())
        .withAnnotations(metadata == null ? null : metadata.getAnnotations())
        .withFinalizers(metadata == null ? null : metadata.getFinalizers())
        .withOwnerReferences(Owners.controllerReference(owner))
        .endMetadata()
        .withSpec(template.getSpec());
  }

  /// @throws KubernetesClientException when it is refused
  public Pod create(Pod pod, HasMetadata owner) {
    try {
      var created = client.resource(pod).create();
      var name = created.getMetadata().getName();
      events.record(owner, EventType.Normal, "SuccessfulCreate", "Created pod: " + name);
      return created;
    } catch (KubernetesClientException e) {
      var refusal = Rejection.of(e);
      if (!refusal.namespaceTerminates()) {
        var message = "Error creating: " + refusal.message();
        events.record(owner, EventType.Warning, "FailedCreate", message);
      }
      throw e;
    }
  }

  /// Deletes a pod; says whether there was one.
  ///
  /// @throws KubernetesClientException when it is refused
  public boolean delete(Pod pod, HasMetadata owner) {
    var name = pod.getMetadata().getName();
    try {
      var present =
          !client
              .pods()
              .inNamespace(pod.getMetadata().getNamespace())
              .withName(name)
              .delete()
              .isEmpty();
      if (present) {
        events.record(owner, EventType.Normal, "SuccessfulDelete", "Deleted pod: " + name);
      }
      return present;
    } catch (KubernetesClientException e) {
      var message = "Error deleting: " + Rejection.of(e).message();
      events.record(owner, EventType.Warning, "FailedDelete", message);
      throw e;
    }
  }
}
