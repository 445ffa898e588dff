package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.LinuxResources;
import dev.timonier.nodeagent.runtime.NamespaceMode;
import dev.timonier.nodeagent.runtime.SandboxConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A sandbox' configuration, ordinary unless told otherwise.
final class SandboxConfigBuilder {
  private final Path directory;
  private NamespaceMode network = NamespaceMode.POD;
  private NamespaceMode pid = NamespaceMode.CONTAINER;
  private List<SandboxConfig.PortMapping> ports = List.of();
  private Map<String, String> sysctls = Map.of();

  SandboxConfigBuilder(Path directory) {
    this.directory = directory;
  }

  SandboxConfigBuilder network(NamespaceMode mode) {
    network = mode;
    return this;
  }

  SandboxConfigBuilder pid(NamespaceMode mode) {
    pid = mode;
    return this;
  }

  SandboxConfigBuilder ports(SandboxConfig.PortMapping... mappings) {
    ports = List.of(mappings);
    return this;
  }

  SandboxConfigBuilder sysctls(Map<String, String> values) {
    sysctls = values;
    return this;
  }

  SandboxConfig build() {
    var pod = TestNode.pod();
    return new SandboxConfig(
        pod,
        0,
        "web-0",
        directory.resolve("logs").resolve(pod.uid()),
        new SandboxConfig.DnsConfig(
            List.of("10.96.0.10"),
            List.of("default.svc.cluster.local", "svc.cluster.local"),
            List.of("ndots:5")),
        ports,
        Map.of("app", "web"),
        Map.of(),
        "/kubepods/besteffort",
        network,
        pid,
        NamespaceMode.POD,
        sysctls,
        LinuxResources.UNLIMITED);
  }
}
