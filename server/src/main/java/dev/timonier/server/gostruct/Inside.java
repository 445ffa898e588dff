package dev.timonier.server.gostruct;

import dev.timonier.server.schema.Field;
import dev.timonier.server.schema.ObjectType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// How the few structs that Kubernetes keeps otherwise inside differ from those of the API.
final class Inside {
  /// The places of a volume are a struct of their own, in this order.
  static final List<String> VOLUME_SOURCE =
      words(
          """
          gcePersistentDisk awsElasticBlockStore hostPath glusterfs nfs rbd quobyte iscsi flexVolume
          cinder cephfs fc flocker azureFile vsphereVolume azureDisk photonPersistentDisk
          portworxVolume scaleIO local storageos csi
          """);

  /// What belongs to the security context of a pod, and stands before everything else there.
  static final List<String> HOST =
      words("hostNetwork hostPID hostIPC shareProcessNamespace hostUsers");

  /// Fields that stand elsewhere, with those before them. The others follow as they are declared.
  private static final Map<String, List<String>> ORDER =
      Map.of(
          "core/v1.PersistentVolumeSpec",
          Stream.concat(Stream.of("capacity"), VOLUME_SOURCE.stream()).toList(),
          "core/v1.PodSecurityContext",
          words(
              """
              seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot supplementalGroups
              supplementalGroupsPolicy fsGroup fsGroupChangePolicy
              """),
          "core/v1.PodSpec",
          words(
              """
              volumes initContainers containers ephemeralContainers restartPolicy
              terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector
              serviceAccountName automountServiceAccountToken nodeName securityContext
              imagePullSecrets hostname subdomain setHostnameAsFQDN affinity schedulerName
              tolerations hostAliases priorityClassName priority preemptionPolicy dnsConfig
              readinessGates runtimeClassName overhead enableServiceLinks topologySpreadConstraints
              os
              """),
          "core/v1.Volume",
          words(
              """
              name hostPath emptyDir gcePersistentDisk awsElasticBlockStore gitRepo secret nfs iscsi
              glusterfs persistentVolumeClaim rbd quobyte
              """));

  /// Fields that have a value inside even when they are left out.
  private static final Set<String> VALUES =
      Set.of(
          "core/v1.ServiceAccountTokenProjection.expirationSeconds",
          "apps/v1.RollingUpdateDaemonSet.maxSurge",
          "apps/v1.RollingUpdateDaemonSet.maxUnavailable",
          "apps/v1.RollingUpdateDeployment.maxSurge",
          "apps/v1.RollingUpdateDeployment.maxUnavailable",
          "apps/v1.RollingUpdateStatefulSetStrategy.partition",
          "flowcontrol/v1.LimitedPriorityLevelConfiguration.nominalConcurrencyShares");

  private static final String OLD_ACCOUNT = "serviceAccount";

  private Inside() {}

  private static List<String> words(String words) {
    return List.of(words.strip().split("\\s+", -1));
  }

  /// The fields of a type that has no struct of its own way inside.
  static Collection<Field> fields(ObjectType type) {
    var order = ORDER.get(type.name());
    if (order == null) {
      return type.fields();
    }
    var others =
        type.fields().stream()
            .filter(field -> !order.contains(field.name()) && !isElsewhere(type, field));
    return Stream.concat(some(type, order), others).toList();
  }

  private static boolean isElsewhere(ObjectType type, Field field) {
    return type.name().equals("core/v1.PodSpec")
        && (HOST.contains(field.name()) || field.name().equals(OLD_ACCOUNT));
  }

  /// Some fields of a type.
  static Stream<Field> some(ObjectType type, List<String> names) {
    return names.stream().map(name -> Objects.requireNonNull(type.field(name), name));
  }

  static boolean isValue(ObjectType type, Field field) {
    return VALUES.contains(type.name() + "." + field.name());
  }
}
