package dev.timonier.nodeagent.spec;

import dev.timonier.nodeagent.runtime.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The labels and annotations by which the kubelet finds its sandboxes and containers again in the
/// runtime, spelled as every kubelet spells them.
public final class RuntimeLabels {
  public static final String POD_NAME = "io.kubernetes.pod.name";
  public static final String POD_NAMESPACE = "io.kubernetes.pod.namespace";
  public static final String POD_UID = "io.kubernetes.pod.uid";
  public static final String CONTAINER_NAME = "io.kubernetes.container.name";
  public static final String HASH = "io.kubernetes.container.hash";
  public static final String RESTART_COUNT = "io.kubernetes.container.restartCount";
  public static final String TERMINATION_MESSAGE_PATH =
      "io.kubernetes.container.terminationMessagePath";
  public static final String TERMINATION_MESSAGE_POLICY =
      "io.kubernetes.container.terminationMessagePolicy";
  public static final String GRACE_PERIOD = "io.kubernetes.pod.terminationGracePeriod";

  /// The `repository@sha256:…` that the container was made from.
  public static final String IMAGE_REFERENCE = "timonier.dev/image-reference";

  /// What the container is to its pod, in lower case.
  public static final String ROLE = "timonier.dev/container-role";

  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  private RuntimeLabels() {}

  /// The labels of a pod's sandbox: the pod's own, and those that identify it.
  public static Map<String, String> ofSandbox(Pod pod) {
    var labels = new TreeMap<String, String>();
    if (pod.getMetadata().getLabels() != null) {
      labels.putAll(pod.getMetadata().getLabels());
    }
    labels.putAll(identity(pod));
    return labels;
  }

  public static Map<String, String> ofContainer(Pod pod, PodContainer container) {
    var labels = identity(pod);
    labels.put(CONTAINER_NAME, container.name());
    return labels;
  }

  public static Map<String, String> annotationsOfContainer(
      Pod pod, PodContainer container, int attempt) {
    var annotations = new TreeMap<String, String>();
    var spec = container.spec();
    annotations.put(HASH, hash(container));
    annotations.put(ROLE, container.role().name().toLowerCase(Locale.ROOT));
    annotations.put(RESTART_COUNT, Integer.toString(attempt));
    annotations.put(GRACE_PERIOD, Long.toString(GracePeriod.ofSpec(pod).toSeconds()));
    if (spec.getTerminationMessagePath() != null) {
      annotations.put(TERMINATION_MESSAGE_PATH, spec.getTerminationMessagePath());
    }
    if (spec.getTerminationMessagePolicy() != null) {
      annotations.put(TERMINATION_MESSAGE_POLICY, spec.getTerminationMessagePolicy());
    }
    return annotations;
  }

  /// Changes when the container must be made anew: with its name or image.
  public static String hash(PodContainer container) {
    var spec = container.spec();
    var text = "{\"image\":\"" + spec.getImage() + "\",\"name\":\"" + spec.getName() + "\"}";
    var hash = FNV_OFFSET;
    for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
    }
    return Integer.toHexString(hash);
  }

  /// Whether a container was made from another definition than the present one.
  public static boolean isOutdated(ContainerStatus status, PodContainer container) {
    var hash = status.annotations().get(HASH);
    return hash != null && !hash.equals(hash(container));
  }

  private static Map<String, String> identity(Pod pod) {
    var metadata = pod.getMetadata();
    var labels = new TreeMap<String, String>();
    labels.put(POD_NAME, metadata.getName());
    labels.put(POD_NAMESPACE, metadata.getNamespace());
    labels.put(POD_UID, metadata.getUid());
    return labels;
  }
}
