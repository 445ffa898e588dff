package dev.timonier.controllers.deployment;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

/// A ReplicaSet is to have this many replicas.
record Scale(ReplicaSet set, int replicas) {
  int before() {
    return Rollout.replicas(set);
  }
}
