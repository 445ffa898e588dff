package dev.timonier.nodeagent.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the containers of a pod share.
///
/// @param attempt counts the sandboxes that this pod had, from 0
/// @param hostname at most 63 characters
/// @param logDirectory where the containers' logs go
/// @param dns the pod's resolver configuration
/// @param cgroupParent the cgroup below which the pod's lies, such as `/kubepods/burstable`
/// @param network POD or NODE
/// @param pid POD (shared process namespace), CONTAINER or NODE
/// @param ipc POD or NODE
/// @param sysctls kernel parameters of the pod's namespaces
public record SandboxConfig(
    PodIdentity pod,
    int attempt,
    String hostname,
    Path logDirectory,
    DnsConfig dns,
    List<PortMapping> ports,
    Map<String, String> labels,
    Map<String, String> annotations,
    String cgroupParent,
    NamespaceMode network,
    NamespaceMode pid,
    NamespaceMode ipc,
    Map<String, String> sysctls,
    LinuxResources resources) {

  /// Whose sandbox it is.
  public record PodIdentity(String namespace, String name, String uid) {}

  /// The lines of `/etc/resolv.conf`.
  public record DnsConfig(List<String> servers, List<String> searches, List<String> options) {}

  /// A port of the machine that leads to one of the pod.
  public record PortMapping(String protocol, int containerPort, int hostPort, String hostIp) {}
}
