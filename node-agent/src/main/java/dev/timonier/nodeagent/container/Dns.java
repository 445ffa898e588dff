package dev.timonier.nodeagent.container;

import dev.timonier.nodeagent.runtime.SandboxConfig.DnsConfig;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodDNSConfigOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the containers of a pod resolve names
/// (<https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/>).
final class Dns {
  private static final int MOST_SERVERS = 3;
  private static final int MOST_SEARCHES = 32;
  private static final List<String> CLUSTER_OPTIONS = List.of("ndots:5");

  private final ClusterDns cluster;
  private final DnsConfig machine;

  /// @param machine what the machine itself uses
  Dns(ClusterDns cluster, DnsConfig machine) {
    this.cluster = cluster;
    this.machine = machine;
  }

  DnsConfig of(Pod pod) {
    return merged(basis(pod), pod.getSpec().getDnsConfig());
  }

  private DnsConfig basis(Pod pod) {
    var isOnMachine = Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
    return switch (Objects.requireNonNullElse(pod.getSpec().getDnsPolicy(), "ClusterFirst")) {
      case "None" -> new DnsConfig(List.of(), List.of(), List.of());
      case "Default" -> machine;
      case "ClusterFirstWithHostNet" -> ofCluster(pod);
      default -> isOnMachine || cluster.servers().isEmpty() ? machine : ofCluster(pod);
    };
  }

  private DnsConfig ofCluster(Pod pod) {
    var domain = cluster.domain();
    var own =
        Stream.of(pod.getMetadata().getNamespace() + ".svc." + domain, "svc." + domain, domain);
    return new DnsConfig(
        cluster.servers(),
        Stream.concat(own, machine.searches().stream()).distinct().limit(MOST_SEARCHES).toList(),
        CLUSTER_OPTIONS);
  }

  private static DnsConfig merged(DnsConfig basis, @Nullable PodDNSConfig more) {
    if (more == null) {
      return basis;
    }
    return new DnsConfig(
        joined(basis.servers(), more.getNameservers(), MOST_SERVERS),
        joined(basis.searches(), more.getSearches(), MOST_SEARCHES),
        options(basis.options(), more.getOptions()));
  }

  private static List<String> joined(List<String> first, List<String> second, int most) {
    return Stream.concat(first.stream(), second.stream()).distinct().limit(most).toList();
  }

  /// A pod's option replaces one of the same name.
  private static List<String> options(List<String> basis, List<PodDNSConfigOption> more) {
    var options = new LinkedHashMap<String, String>();
    basis.forEach(option -> options.put(option.split(":", 2)[0], option));
    for (var option : more) {
      var value = option.getValue();
      var text =
          value == null || value.isEmpty() ? option.getName() : option.getName() + ":" + value;
      options.put(option.getName(), text);
    }
    return List.copyOf(options.values());
  }
}
