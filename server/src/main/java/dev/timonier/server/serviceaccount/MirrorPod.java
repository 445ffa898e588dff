package dev.timonier.server.serviceaccount;

import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.pod.PodReferences;

/// The image of a pod that a node runs of its own accord: it has no identity.
final class MirrorPod {
  private MirrorPod() {}

  static boolean is(ApiObject pod) {
    return new PodReferences(pod).isMirror();
  }

  static void check(ApiObject pod, AdmissionRequest request) {
    if (!Trees.text(pod.spec(), "serviceAccountName").isEmpty()) {
      throw request.forbidden("a mirror pod may not reference service accounts");
    }
    if (!new PodReferences(pod).secrets().isEmpty()) {
      throw request.forbidden("a mirror pod may not reference secrets");
    }
    var projectsToken =
        Trees.objects(pod.spec().path("volumes")).stream()
            .flatMap(volume -> Trees.stream(volume.path("projected").path("sources")))
            .anyMatch(source -> source.has("serviceAccountToken"));
    if (projectsToken) {
      throw request.forbidden("a mirror pod may not use ServiceAccountToken volume projections");
    }
  }
}
