package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.Set;

/// Finds what is wrong with the volumes of a pod, and notes those that are well for the containers
/// to mount.
final class VolumesValidation {
  private final PodContext pod;
  private final Subject volumes;

  VolumesValidation(PodContext pod) {
    this.pod = pod;
    this.volumes = pod.spec().at("volumes");
  }

  void validate() {
    var created = createdClaims();
    for (var volume : volumes.elements()) {
      var faults = volume.faults().size();
      new VolumeSourceValidation(pod, volume).validate();
      name(volume.at("name"));
      if (volume.faults().size() == faults) {
        pod.volumes().put(volume.at("name").text(), volume.value());
      }
      var claim = volume.at("persistentVolumeClaim").at("claimName");
      if (created.contains(claim.text())) {
        claim.invalid("must not reference a PVC that gets created for an ephemeral volume");
      }
    }
  }

  private void name(Subject name) {
    name.mustKeep(it -> it.format(Format.DNS_LABEL));
    if (pod.volumes().containsKey(name.text())) {
      name.duplicate();
    }
  }

  /// The claims that are made for the pod's ephemeral volumes.
  private Set<String> createdClaims() {
    if (pod.podName().isEmpty()) {
      return Set.of();
    }
    var names = new HashSet<String>();
    for (var volume : volumes.elements()) {
      if (volume.has("ephemeral")) {
        names.add(pod.podName() + "-" + volume.at("name").text());
      }
    }
    return names;
  }
}
