package dev.timonier.server.metric;

import dev.timonier.machinery.network.Cidr;
import dev.timonier.server.resource.core.service.allocation.AllocationNotes;
import dev.timonier.server.resource.core.service.allocation.PoolUsage;
import dev.timonier.server.resource.core.service.allocation.ServiceAllocator;
import dev.timonier.storage.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Counts the cluster IPs and node ports that Services take. How many are taken is looked up when
/// somebody asks.
public final class AllocationMeters implements AllocationNotes {
  private static final String ADDRESSES = "kube_apiserver_clusterip_allocator_";
  private static final String PORTS = "kube_apiserver_nodeport_allocator_";
  private static final double[] DURATIONS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final Metrics metrics;

  public AllocationMeters(Metrics metrics) {
    this.metrics = metrics;
  }

  /// Tells how much of the pools is given away.
  public void show(ServiceAllocator pools) {
    metrics.show(() -> usage(pools));
  }

  private static List<Metric> usage(ServiceAllocator pools) {
    var all = new ArrayList<Metric>();
    for (var range : pools.addresses()) {
      var labels = Map.of("cidr", range.pool());
      add(all, ADDRESSES, "ips", "IPs", labels, range);
    }
    add(all, PORTS, "ports", "NodePorts", Map.of(), pools.nodePorts());
    return all;
  }

  private static void add(
      List<Metric> all,
      String prefix,
      String unit,
      String words,
      Map<String, String> labels,
      PoolUsage usage) {
    all.add(
        new Metric.Gauge(
            prefix + "allocated_" + unit,
            "[ALPHA] Gauge measuring the number of allocated " + words + " for Services",
            labels,
            usage::taken));
    all.add(
        new Metric.Gauge(
            prefix + "available_" + unit,
            "[ALPHA] Gauge measuring the number of available " + words + " for Services",
            labels,
            usage::free));
  }

  @Override
  public void addressTaken(Cidr range, Scope scope, long took) {
    addresses("allocation_total", "[ALPHA] Number of Cluster IPs allocations", range, scope);
    metrics
        .histogram(
            ADDRESSES + "allocation_duration_seconds",
            "[ALPHA] Duration in seconds to allocate a Cluster IP by ServiceCIDR",
            Map.of("cidr", range.toString()),
            DURATIONS)
        .recordNanos(took);
  }

  @Override
  public void addressRefused(Cidr range, Scope scope) {
    addresses(
        "allocation_errors_total",
        "[ALPHA] Number of errors trying to allocate Cluster IPs",
        range,
        scope);
  }

  @Override
  public void portTaken(Scope scope) {
    ports("allocation_total", "[ALPHA] Number of NodePort allocations", scope);
  }

  @Override
  public void portRefused(Scope scope) {
    ports("allocation_errors_total", "[ALPHA] Number of errors trying to allocate NodePort", scope);
  }

  private void addresses(String name, String help, Cidr range, Scope scope) {
    var labels = Map.of("cidr", range.toString(), "scope", word(scope));
    metrics.counter(ADDRESSES + name, help, labels).increment();
  }

  private void ports(String name, String help, Scope scope) {
    metrics.counter(PORTS + name, help, Map.of("scope", word(scope))).increment();
  }

  private static String word(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }
}
