package dev.timonier.cluster;

/// A component, as its requests name it. What it writes is told by that name in `managedFields`.
enum Program {
  CONTROLLER_MANAGER("kube-controller-manager"),
  SCHEDULER("kube-scheduler"),
  KUBELET("kubelet"),
  PROXY("kube-proxy");

  private final String binary;

  Program(String binary) {
    this.binary = binary;
  }

  /// What Kubernetes calls it.
  String binary() {
    return binary;
  }

  /// As in `kubelet/v1.36.2 (linux/amd64)`.
  String userAgent() {
    return binary + "/" + Version.KUBERNETES + " (linux/" + architecture() + ")";
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }
}
