package dev.timonier.nodeagent.container;

import dev.timonier.nodeagent.disk.NodeDirectories;
import dev.timonier.nodeagent.pod.Nodes;
import dev.timonier.nodeagent.reference.Expansion;
import dev.timonier.nodeagent.reference.PodFields;
import dev.timonier.nodeagent.reference.ReferencedObjects;
import dev.timonier.nodeagent.reference.ServiceVariables;
import dev.timonier.nodeagent.reference.Texts;
import dev.timonier.nodeagent.runtime.ContainerConfig;
import dev.timonier.nodeagent.runtime.ContainerConfig.StdinMode;
import dev.timonier.nodeagent.runtime.NamespaceMode;
import dev.timonier.nodeagent.runtime.SandboxConfig;
import dev.timonier.nodeagent.runtime.SandboxConfig.DnsConfig;
import dev.timonier.nodeagent.runtime.SandboxConfig.PodIdentity;
import dev.timonier.nodeagent.runtime.SandboxConfig.PortMapping;
import dev.timonier.nodeagent.runtime.TerminalMode;
import dev.timonier.nodeagent.spec.Qos;
import dev.timonier.nodeagent.spec.RuntimeLabels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Sysctl;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The configurations of real containers on a real node.
public final class NodeConfigs implements ContainerConfigs {
  private static final int LONGEST_HOSTNAME = 63;

  private final Surroundings around;
  private final Environments environments;
  private final ContainerMounts mounts;
  private final Limits limits;
  private final Dns dns;

  /// What the configurations depend on besides the pod.
  ///
  /// @param services of the cluster, as they are known now
  /// @param machineDns what the machine itself uses
  /// @param memory the node's, in bytes
  public record Surroundings(
      NodeDirectories places,
      Nodes nodes,
      ReferencedObjects objects,
      Supplier<Collection<Service>> services,
      ClusterDns dns,
      DnsConfig machineDns,
      long memory) {}

  public NodeConfigs(Surroundings around) {
    this.around = around;
    this.environments = new Environments(around.objects());
    this.mounts = new ContainerMounts(around.places());
    this.limits = new Limits(around.memory());
    this.dns = new Dns(around.dns(), around.machineDns());
  }

  @Override
  public SandboxConfig sandbox(Pod pod, int attempt) {
    var metadata = pod.getMetadata();
    var spec = pod.getSpec();
    return new SandboxConfig(
        new PodIdentity(metadata.getNamespace(), metadata.getName(), metadata.getUid()),
        attempt,
        hostname(pod),
        around.places().log(pod),
        dns.of(pod),
        ports(pod),
        RuntimeLabels.ofSandbox(pod),
        Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()),
        Qos.of(pod).cgroup(),
        isSet(spec.getHostNetwork()) ? NamespaceMode.NODE : NamespaceMode.POD,
        processes(pod),
        isSet(spec.getHostIPC()) ? NamespaceMode.NODE : NamespaceMode.POD,
        sysctls(pod),
        limits.ofPod(pod));
  }

  private static NamespaceMode processes(Pod pod) {
    if (isSet(pod.getSpec().getHostPID())) {
      return NamespaceMode.NODE;
    }
    return isSet(pod.getSpec().getShareProcessNamespace())
        ? NamespaceMode.POD
        : NamespaceMode.CONTAINER;
  }

  private static boolean isSet(@Nullable Boolean flag) {
    return Boolean.TRUE.equals(flag);
  }

  /// A pod on the machine's network has the machine's name.
  private static String hostname(Pod pod) {
    var given = Texts.orEmpty(pod.getSpec().getHostname());
    var name = given.isEmpty() ? pod.getMetadata().getName() : given;
    return name.length() <= LONGEST_HOSTNAME
        ? name
        : name.substring(0, LONGEST_HOSTNAME).replaceAll("[-.]+$", "");
  }

  private String domain(Pod pod) {
    var subdomain = Texts.orEmpty(pod.getSpec().getSubdomain());
    return subdomain.isEmpty()
        ? ""
        : String.join(
            ".", subdomain, pod.getMetadata().getNamespace(), "svc", around.dns().domain());
  }

  private static List<PortMapping> ports(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(port -> port.getHostPort() != null && port.getHostPort() > 0)
        .map(NodeConfigs::mapping)
        .toList();
  }

  private static PortMapping mapping(ContainerPort port) {
    return new PortMapping(
        Objects.requireNonNullElse(port.getProtocol(), "TCP"),
        port.getContainerPort(),
        port.getHostPort(),
        Texts.orEmpty(port.getHostIP()));
  }

  private static Map<String, String> sysctls(Pod pod) {
    return Optional.ofNullable(pod.getSpec().getSecurityContext())
        .map(PodSecurityContext::getSysctls)
        .orElse(List.of())
        .stream()
        .collect(Collectors.toMap(Sysctl::getName, Sysctl::getValue));
  }

  @Override
  public ContainerConfig container(ContainerRequest request) {
    var spec = request.container().spec();
    var security = Privileges.of(request, around.places());
    var variables = environments.of(request, surroundings(request.pod(), request.addresses()));
    return new ContainerConfig(
        request.container().name(),
        request.attempt(),
        spec.getImage(),
        request.image().id(),
        expanded(spec.getCommand(), variables),
        expanded(spec.getArgs(), variables),
        Texts.orEmpty(spec.getWorkingDir()),
        variables.entrySet().stream()
            .map(variable -> new ContainerConfig.Variable(variable.getKey(), variable.getValue()))
            .toList(),
        mounts.of(request, variables, names(request.pod())),
        List.of(),
        RuntimeLabels.ofContainer(request.pod(), request.container()),
        request.annotations(),
        NodeDirectories.log(request.container().name(), request.attempt()),
        stdin(spec),
        isSet(spec.getTty()) ? TerminalMode.TERMINAL : TerminalMode.NONE,
        limits.ofContainer(request.pod(), spec),
        security,
        Optional.ofNullable(spec.getLifecycle()).map(lifecycle -> lifecycle.getStopSignal()),
        request.target());
  }

  private Environments.Surroundings surroundings(Pod pod, List<String> addresses) {
    var node = Texts.orEmpty(pod.getSpec().getNodeName());
    return new Environments.Surroundings(
        new PodFields(pod, around.nodes().addresses(node), addresses),
        around.nodes().node(node),
        ServiceVariables.of(pod, around.services().get()));
  }

  private HostsFile.Names names(Pod pod) {
    return new HostsFile.Names(hostname(pod), domain(pod));
  }

  private static List<String> expanded(List<String> texts, Map<String, String> variables) {
    return texts.stream().map(text -> Expansion.expand(text, variables)).toList();
  }

  private static StdinMode stdin(Container spec) {
    if (!isSet(spec.getStdin())) {
      return StdinMode.CLOSED;
    }
    return isSet(spec.getStdinOnce()) ? StdinMode.ONCE : StdinMode.OPEN;
  }
}
