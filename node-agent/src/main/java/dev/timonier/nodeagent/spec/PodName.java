package dev.timonier.nodeagent.spec;

import io.fabric8.kubernetes.api.model.Pod;

/// How messages name a pod.
public final class PodName {
  private PodName() {}

  /// `name_namespace(uid)`, as in `web_default(0f6b…)`.
  public static String withUid(Pod pod) {
    var metadata = pod.getMetadata();
    return metadata.getName() + "_" + metadata.getNamespace() + "(" + metadata.getUid() + ")";
  }

  /// `namespace/name`.
  public static String full(Pod pod) {
    return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
  }

  public static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }
}
