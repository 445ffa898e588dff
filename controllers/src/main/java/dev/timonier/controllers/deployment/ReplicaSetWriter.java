package dev.timonier.controllers.deployment;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.templatehash.TemplateHash;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/// Creates, scales and deletes the ReplicaSets of Deployments.
record ReplicaSetWriter(KubernetesClient client, EventRecorder events) {

  /// The ReplicaSet that a Deployment is to have for its present template.
  static ReplicaSet make(Rollout rollout, String hash) {
    var deployment = rollout.deployment();
    var template =
        new PodTemplateSpecBuilder(deployment.getSpec().getTemplate())
            .editOrNewMetadata()
            .addToLabels(TemplateHash.LABEL, hash)
            .endMetadata()
            .build();
    var bare =
        new ReplicaSetBuilder()
            .withNewMetadata()
            .withName(deployment.getMetadata().getName() + "-" + hash)
            .withNamespace(deployment.getMetadata().getNamespace())
            .withLabels(template.getMetadata().getLabels())
            .withOwnerReferences(List.of(Owners.controllerReference(deployment)))
            .endMetadata()
            .withNewSpec()
            .withReplicas(ScalePlan.presentReplicas(rollout, 0))
            .withMinReadySeconds(deployment.getSpec().getMinReadySeconds())
            .withSelector(selector(deployment.getSpec().getSelector(), hash))
            .withTemplate(template)
            .endSpec()
            .build();
    var annotations = Revisions.of(deployment, bare, Revisions.next(rollout.old()));
    return annotated(bare, sized(rollout, annotations));
  }

  private static LabelSelector selector(LabelSelector selector, String hash) {
    return new LabelSelectorBuilder(selector).addToMatchLabels(TemplateHash.LABEL, hash).build();
  }

  private static Map<String, String> sized(Rollout rollout, Map<String, String> annotations) {
    return Revisions.sized(annotations, rollout.replicas(), rollout.maxSurge());
  }

  static ReplicaSet annotated(ReplicaSet set, Map<String, String> annotations) {
    return new ReplicaSetBuilder(set)
        .editMetadata()
        .withAnnotations(annotations)
        .endMetadata()
        .build();
  }

  ReplicaSet create(ReplicaSet set, Deployment owner) {
    var created = client.resource(set).create();
    if (Rollout.isActive(created)) {
      recordScaling(owner, "up", created, 0);
    }
    return created;
  }

  /// Writes the size and the sizes of the Deployment that belong to it.
  void scale(Rollout rollout, Scale scale) {
    var after =
        new ReplicaSetBuilder(
                annotated(scale.set(), sized(rollout, Revisions.annotations(scale.set()))))
            .editSpec()
            .withReplicas(scale.replicas())
            .endSpec()
            .build();
    if (after.equals(scale.set())) {
      return;
    }
    client.resource(after).update();
    if (scale.replicas() != scale.before()) {
      recordScaling(
          rollout.deployment(),
          scale.replicas() > scale.before() ? "up" : "down",
          after,
          scale.before());
    }
  }

  private void recordScaling(Deployment owner, String direction, ReplicaSet set, int before) {
    var message =
        "Scaled %s replica set %s from %d to %d"
            .formatted(direction, set.getMetadata().getName(), before, Rollout.replicas(set));
    events.record(owner, EventType.Normal, "ScalingReplicaSet", message);
  }

  void delete(ReplicaSet set) {
    client.resource(set).delete();
  }
}
