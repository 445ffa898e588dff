package dev.timonier.server.admission.podsecurity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What keeps pods apart from their node.
final class HostChecks {
  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");

  private HostChecks() {}

  static Optional<Violation> namespaces(SecuredPod pod) {
    var shared =
        Stream.of("hostNetwork", "hostPID", "hostIPC")
            .filter(field -> Trees.isTrue(pod.spec(), field))
            .map(field -> field + "=true")
            .collect(Collectors.joining(", "));
    return shared.isEmpty()
        ? Optional.empty()
        : Optional.of(new Violation("host namespaces", shared));
  }

  static Optional<Violation> pathVolumes(SecuredPod pod) {
    var bad =
        Trees.stream(pod.spec().path("volumes"))
            .filter(volume -> volume.hasNonNull("hostPath"))
            .map(SecuredPod::nameOf)
            .toList();
    return bad.isEmpty()
        ? Optional.empty()
        : Optional.of(new Violation("hostPath volumes", Wording.volumes(bad)));
  }

  static Optional<Violation> ports(SecuredPod pod) {
    var bad = pod.containersWhere(container -> hostPorts(container).findAny().isPresent());
    if (bad.isEmpty()) {
      return Optional.empty();
    }
    var ports = pod.containers().flatMap(HostChecks::hostPorts).collect(sorted());
    return Optional.of(
        new Violation(
            "hostPort",
            Wording.containers(bad)
                + Wording.uses(bad)
                + Wording.plural("hostPort", ports)
                + " "
                + String.join(", ", ports)));
  }

  private static Stream<String> hostPorts(JsonNode container) {
    return Trees.stream(container.path("ports"))
        .map(port -> port.path("hostPort").asText("0"))
        .filter(port -> !port.equals("0"));
  }

  /// Probes and hooks of the node agent could reach what the pod cannot.
  static Optional<Violation> probeHosts(SecuredPod pod) {
    var bad =
        new TreeSet<>(pod.containersWhere(container -> hosts(container).findAny().isPresent()));
    if (bad.isEmpty()) {
      return Optional.empty();
    }
    var hosts = pod.containers().flatMap(HostChecks::hosts).collect(sorted());
    return Optional.of(
        new Violation(
            "probe or lifecycle host",
            Wording.containers(List.copyOf(bad))
                + Wording.uses(bad)
                + Wording.plural("probe or lifecycle host", hosts)
                + " "
                + Wording.quoted(hosts)));
  }

  private static Stream<String> hosts(JsonNode container) {
    var lifecycle = container.path("lifecycle");
    var hooks = Stream.of("postStart", "preStop").map(lifecycle::path);
    return Stream.concat(PROBES.stream().map(container::path), hooks)
        .flatMap(action -> Stream.of(action.path("httpGet"), action.path("tcpSocket")))
        .map(target -> Trees.text(target, "host"))
        .filter(host -> !host.isEmpty());
  }

  static Optional<Violation> windowsProcess(SecuredPod pod) {
    var bad =
        Setters.where(pod, context -> Trees.isTrue(context.path("windowsOptions"), "hostProcess"));
    return bad.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Violation(
                "hostProcess",
                bad + " must not set securityContext.windowsOptions.hostProcess=true"));
  }

  private static Collector<String, ?, Set<String>> sorted() {
    return Collectors.toCollection(TreeSet::new);
  }
}
