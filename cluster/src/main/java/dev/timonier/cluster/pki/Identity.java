package dev.timonier.cluster.pki;

import java.util.List;

/// Who a client certificate is for: the user and the groups that the API server reads out of it.
public record Identity(String user, List<String> groups) {
  public static final Identity ADMINISTRATOR =
      new Identity("kubernetes-admin", List.of("system:masters"));
  public static final Identity SCHEDULER = new Identity("system:kube-scheduler", List.of());
  public static final Identity CONTROLLER_MANAGER =
      new Identity("system:kube-controller-manager", List.of());
  public static final Identity PROXY = new Identity("system:kube-proxy", List.of());

  /// The API server, when it calls node agents.
  public static final Identity APISERVER = new Identity("kube-apiserver-kubelet-client", List.of());

  /// All simulated nodes of a cluster together.
  public static final Identity SIMULATED_NODES =
      new Identity("timonier:simulated-nodes", List.of());

  public static Identity node(String name) {
    return new Identity("system:node:" + name, List.of("system:nodes"));
  }
}
