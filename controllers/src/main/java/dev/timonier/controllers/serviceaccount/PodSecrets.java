package dev.timonier.controllers.serviceaccount;

import io.fabric8.kubernetes.api.model.AzureFileVolumeSource;
import io.fabric8.kubernetes.api.model.CSIVolumeSource;
import io.fabric8.kubernetes.api.model.CephFSVolumeSource;
import io.fabric8.kubernetes.api.model.CinderVolumeSource;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.FlexVolumeSource;
import io.fabric8.kubernetes.api.model.ISCSIVolumeSource;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.RBDVolumeSource;
import io.fabric8.kubernetes.api.model.ScaleIOVolumeSource;
import io.fabric8.kubernetes.api.model.SecretEnvSource;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.StorageOSVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The Secrets that a pod names: to pull its images, in the environment of its containers, and in
/// its volumes.
final class PodSecrets {
  private static final List<Function<Volume, @Nullable String>> SOURCES =
      List.of(
          via(Volume::getSecret, SecretVolumeSource::getSecretName),
          via(Volume::getAzureFile, AzureFileVolumeSource::getSecretName),
          referred(Volume::getCephfs, CephFSVolumeSource::getSecretRef),
          referred(Volume::getCinder, CinderVolumeSource::getSecretRef),
          referred(Volume::getFlexVolume, FlexVolumeSource::getSecretRef),
          referred(Volume::getRbd, RBDVolumeSource::getSecretRef),
          referred(Volume::getScaleIO, ScaleIOVolumeSource::getSecretRef),
          referred(Volume::getIscsi, ISCSIVolumeSource::getSecretRef),
          referred(Volume::getStorageos, StorageOSVolumeSource::getSecretRef),
          referred(Volume::getCsi, CSIVolumeSource::getNodePublishSecretRef));

  private PodSecrets() {}

  static Set<String> names(Pod pod) {
    var spec = pod.getSpec();
    var pull =
        spec.getImagePullSecrets().stream().flatMap(secret -> Stream.ofNullable(secret.getName()));
    var started = Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream());
    var environment =
        Stream.concat(
            started.flatMap(c -> environment(c.getEnv(), c.getEnvFrom())),
            spec.getEphemeralContainers().stream()
                .flatMap(c -> environment(c.getEnv(), c.getEnvFrom())));
    var volumes = spec.getVolumes().stream().flatMap(PodSecrets::names);
    return Stream.of(pull, environment, volumes)
        .flatMap(names -> names)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> environment(List<EnvVar> variables, List<EnvFromSource> sources) {
    return Stream.concat(
        sources.stream()
            .flatMap(
                source ->
                    Optional.ofNullable(source.getSecretRef())
                        .map(SecretEnvSource::getName)
                        .stream()),
        variables.stream()
            .flatMap(
                variable ->
                    Optional.ofNullable(variable.getValueFrom())
                        .map(EnvVarSource::getSecretKeyRef)
                        .map(SecretKeySelector::getName)
                        .stream()));
  }

  private static Stream<String> names(Volume volume) {
    var own = SOURCES.stream().flatMap(source -> Stream.ofNullable(source.apply(volume)));
    var projected =
        Stream.ofNullable(volume.getProjected())
            .map(ProjectedVolumeSource::getSources)
            .flatMap(List::stream)
            .flatMap(source -> Stream.ofNullable(source.getSecret()))
            .flatMap(secret -> Stream.ofNullable(secret.getName()));
    return Stream.concat(own, projected);
  }

  private static <S> Function<Volume, @Nullable String> via(
      Function<Volume, @Nullable S> source, Function<S, @Nullable String> name) {
    return volume -> Optional.ofNullable(source.apply(volume)).map(name).orElse(null);
  }

  private static <S> Function<Volume, @Nullable String> referred(
      Function<Volume, @Nullable S> source, Function<S, @Nullable LocalObjectReference> reference) {
    return via(
        source,
        found ->
            Optional.ofNullable(reference.apply(found))
                .map(LocalObjectReference::getName)
                .orElse(null));
  }
}
