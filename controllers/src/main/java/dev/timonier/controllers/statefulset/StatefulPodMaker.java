package dev.timonier.controllers.statefulset;

import dev.timonier.controllers.runtime.PodControl;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Makes a StatefulSet's pods from a template; pure.
final class StatefulPodMaker {
  static final String POD_NAME = "statefulset.kubernetes.io/pod-name";
  static final String INDEX = "apps.kubernetes.io/pod-index";

  private StatefulPodMaker() {}

  static Pod make(StatefulSet set, PodTemplateSpec template, String revision, int ordinal) {
    return PodControl.fromTemplate(template, set)
        .editMetadata()
        .withName(set.getMetadata().getName() + "-" + ordinal)
        .addToLabels(identity(set, ordinal))
        .addToLabels(SetView.REVISION, revision)
        .endMetadata()
        .editSpec()
        .withHostname(set.getMetadata().getName() + "-" + ordinal)
        .withSubdomain(set.getSpec().getServiceName())
        .withVolumes(volumes(set, template, ordinal))
        .endSpec()
        .build();
  }

  /// The labels that tell who a pod is.
  static Map<String, String> identity(StatefulSet set, int ordinal) {
    return Map.of(
        POD_NAME, set.getMetadata().getName() + "-" + ordinal, INDEX, Integer.toString(ordinal));
  }

  /// The claims win over volumes of the same name.
  private static List<Volume> volumes(StatefulSet set, PodTemplateSpec template, int ordinal) {
    var volumes = new ArrayList<Volume>();
    for (var claim : StatefulSets.claims(set)) {
      volumes.add(
          new VolumeBuilder()
              .withName(claim.getMetadata().getName())
              .withNewPersistentVolumeClaim()
              .withClaimName(StatefulSets.claimName(set, claim, ordinal))
              .endPersistentVolumeClaim()
              .build());
    }
    var claimed = volumes.stream().map(Volume::getName).toList();
    Objects.requireNonNullElse(template.getSpec().getVolumes(), List.<Volume>of()).stream()
        .filter(volume -> !claimed.contains(volume.getName()))
        .forEach(volumes::add);
    return volumes;
  }
}
