package dev.timonier.server.resource.core.pod;

import dev.timonier.server.resource.core.podspec.PodSpecValidation;
import dev.timonier.server.validation.Subject;

/// Finds what is wrong with a pod.
final class PodValidation {
  private PodValidation() {}

  static void create(Subject pod) {
    whole(pod);
    images(pod.at("spec").at("containers"));
    images(pod.at("spec").at("initContainers"));
    var node = pod.at("spec").at("nodeName");
    if (!pod.at("spec").at("schedulingGates").isEmpty() && !node.isEmpty()) {
      node.forbidden("cannot be set until all schedulingGates have been cleared");
    }
    var ephemeral = pod.at("spec").at("ephemeralContainers");
    if (!ephemeral.isEmpty()) {
      ephemeral.forbidden("cannot be set on create");
    }
    ProfileMatch.validate(pod.at("metadata").at("annotations"), pod.at("spec"));
  }

  /// Templates may have such images: their pods may not.
  static void images(Subject containers) {
    for (var container : containers.elements()) {
      var image = container.at("image");
      if (!image.text().strip().equals(image.text())) {
        image.invalid("must not have leading or trailing whitespace");
      }
    }
  }

  /// Examines metadata and specification of a pod, new or changed.
  static void whole(Subject pod) {
    PodAnnotations.validate(pod.at("metadata").at("annotations"), pod.value().path("spec"));
    PodSpecValidation.ofPod(pod.at("spec"), pod.value().path("metadata"));
    if (pod.at("spec").at("serviceAccountName").isEmpty()) {
      pod.at("spec").at("volumes").elements().forEach(PodValidation::withoutToken);
    }
  }

  /// Who has no account has no token of it.
  private static void withoutToken(Subject volume) {
    for (var source : volume.at("projected").at("sources").elements()) {
      if (source.has("serviceAccountToken")) {
        source
            .at("serviceAccountToken")
            .forbidden("must not be specified when serviceAccountName is not set");
      }
    }
  }
}
