package dev.timonier.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;

/// Writes the status of Deployments, and the annotation that tells their revision, which goes with
/// it.
record DeploymentWriter(KubernetesClient client) {

  Deployment write(Deployment deployment, DeploymentStatus status) {
    return write(new DeploymentBuilder(deployment).withStatus(status).build());
  }

  Deployment write(Deployment deployment, Conditions conditions) {
    return write(withConditions(deployment, conditions));
  }

  Deployment write(Deployment deployment) {
    return client.resource(deployment).updateStatus();
  }

  static Deployment withConditions(Deployment deployment, Conditions conditions) {
    return new DeploymentBuilder(deployment)
        .editOrNewStatus()
        .withConditions(conditions.list())
        .endStatus()
        .build();
  }

  static Deployment withRevision(Deployment deployment, String revision) {
    return new DeploymentBuilder(deployment)
        .editMetadata()
        .addToAnnotations(Revisions.REVISION, revision)
        .endMetadata()
        .build();
  }
}
