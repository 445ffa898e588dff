package dev.timonier.controllers.persistentvolume;

import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.time.Duration;
import java.util.Optional;

/// The pod that empties a volume: it deletes all files that the volume has.
final class RecyclerPod {
  private static final String NAMESPACE = "default";
  private static final String PREFIX = "recycler-for-";
  private static final String VOLUME = "vol";
  private static final String IMAGE = "registry.k8s.io/build-image/debian-base:bookworm-v1.0.6";
  private static final String SCRIPT =
      "test -e /scrub && find /scrub -mindepth 1 -delete && test -z \"$(ls -A /scrub)\" || exit 1";

  private static final long GIBIBYTE = 1L << 30;
  private static final Duration SHORTEST_LOCAL = Duration.ofSeconds(60);
  private static final Duration SHORTEST_REMOTE = Duration.ofMinutes(5);
  private static final Duration PER_GIBIBYTE = Duration.ofSeconds(30);

  private RecyclerPod() {}

  static NamespacedName name(String volume) {
    return new NamespacedName(NAMESPACE, PREFIX + volume);
  }

  /// The volume that a pod of this name empties.
  static Optional<String> volume(Pod pod) {
    var name = NamespacedName.of(pod);
    return name.namespace().equals(NAMESPACE) && name.name().startsWith(PREFIX)
        ? Optional.of(name.name().substring(PREFIX.length()))
        : Optional.empty();
  }

  /// Nothing for volumes of which nobody knows how to empty them.
  static Optional<Pod> of(PersistentVolume volume) {
    var spec = volume.getSpec();
    var source = new VolumeBuilder().withName(VOLUME);
    if (spec.getHostPath() != null) {
      source.withNewHostPath(spec.getHostPath().getPath(), null);
      return Optional.of(pod(volume, source.build(), SHORTEST_LOCAL));
    }
    if (spec.getNfs() != null) {
      source.withNewNfs(spec.getNfs().getPath(), null, spec.getNfs().getServer());
      return Optional.of(pod(volume, source.build(), SHORTEST_REMOTE));
    }
    return Optional.empty();
  }

  private static Pod pod(PersistentVolume volume, Volume source, Duration shortest) {
    var name = name(volume.getMetadata().getName());
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(name.namespace())
        .withName(name.name())
        .endMetadata()
        .withNewSpec()
        .withActiveDeadlineSeconds(longest(volume, shortest).toSeconds())
        .withRestartPolicy("Never")
        .withVolumes(source)
        .addNewContainer()
        .withName("pv-recycler")
        .withImage(IMAGE)
        .withCommand("/bin/sh")
        .withArgs("-c", SCRIPT)
        .addNewVolumeMount()
        .withName(VOLUME)
        .withMountPath("/scrub")
        .endVolumeMount()
        .endContainer()
        .endSpec()
        .build();
  }

  /// The more a volume holds the longer it may take.
  private static Duration longest(PersistentVolume volume, Duration shortest) {
    var longest = PER_GIBIBYTE.multipliedBy(Matching.capacity(volume).value() / GIBIBYTE);
    return longest.compareTo(shortest) < 0 ? shortest : longest;
  }
}
