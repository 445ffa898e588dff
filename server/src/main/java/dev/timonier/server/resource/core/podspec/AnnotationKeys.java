package dev.timonier.server.resource.core.podspec;

/// Annotations of pods that Kubernetes itself reads
/// (<https://kubernetes.io/docs/reference/labels-annotations-taints/>), and what they say.
public final class AnnotationKeys {
  /// Of a pod that shows what a node runs by its own files.
  public static final String MIRROR = "kubernetes.io/config.mirror";

  public static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";

  /// The name of the container follows.
  public static final String SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/";

  /// The name of the container follows.
  public static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";

  /// Of a profile on the node; its name follows.
  public static final String LOCALHOST = "localhost/";

  private AnnotationKeys() {}
}
