package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Family;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.object.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;

/// Keeps the Service `kubernetes`, and the addresses of the API servers that are up in its
/// endpoints. Each server announces its own again and again; one that falls silent is taken out by
/// the others.
public final class ApiServerEndpoints implements Bootstrap.Step {
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final SystemObjects.Place ENDPOINTS =
      new SystemObjects.Place("", "v1", "endpoints", "default", "kubernetes");
  private static final SystemObjects.Place SLICE =
      new SystemObjects.Place("discovery.k8s.io", "v1", "endpointslices", "default", "kubernetes");

  private final SystemObjects objects;
  private final KubernetesService service;
  private final ServerAddresses servers;
  private final IntSupplier port;
  private final Recurring renewal;

  public ApiServerEndpoints(
      SystemObjects objects,
      KubernetesService service,
      ServerAddresses servers,
      IntSupplier port,
      Time time,
      Executor executor) {
    this.objects = objects;
    this.service = service;
    this.servers = servers;
    this.port = port;
    this.renewal = new Recurring(PERIOD, this::renew, time, executor);
  }

  @Override
  public void run() {
    service.run();
    keep();
    renewal.begin();
  }

  /// A Service that cannot be made again for now takes no server out of the endpoints.
  private void renew() {
    keep();
    service.ensure();
  }

  private void keep() {
    servers.announce();
    reconcile(servers.announced());
  }

  private void reconcile(List<Address> addresses) {
    if (addresses.isEmpty()) {
      return;
    }
    objects.reconcile(ENDPOINTS, root -> fill(root, addresses));
    objects.reconcile(SLICE, root -> fillSlice(root, addresses));
  }

  private void fill(ObjectNode root, List<Address> addresses) {
    label(root, "endpointslice.kubernetes.io/skip-mirror", "true");
    var subset = root.putArray("subsets").addObject();
    var list = subset.putArray("addresses");
    addresses.forEach(address -> list.addObject().put("ip", address.toString()));
    ports(subset.putArray("ports"));
  }

  private void fillSlice(ObjectNode root, List<Address> addresses) {
    label(root, "kubernetes.io/service-name", "kubernetes");
    root.put("addressType", addresses.getFirst().family().toString());
    var list = root.putArray("endpoints");
    for (var address : addresses) {
      var endpoint = list.addObject();
      endpoint.putArray("addresses").add(address.toString());
      endpoint.putObject("conditions").put("ready", true);
    }
    ports(root.putArray("ports"));
  }

  private static void label(ObjectNode root, String key, String value) {
    Trees.child(Trees.child(root, "metadata"), "labels").put(key, value);
  }

  private void ports(ArrayNode ports) {
    ports.addObject().put("name", "https").put("protocol", "TCP").put("port", port.getAsInt());
  }

  /// Stops announcing this server. What the others announce stays.
  @Override
  public void close() {
    renewal.close();
    servers.withdraw();
  }

  /// The address to announce: the one that was given, else one that the server listens on and that
  /// others can reach, of the family that Services have first. A machine without a network has
  /// none: then nothing is announced, for Endpoints take no loopback addresses.
  public static Optional<Address> addressFor(
      Optional<Address> given, Address listening, Family family) {
    return given
        .filter(address -> !address.isLoopback())
        .or(
            () ->
                listening.isUnspecified() || listening.isLoopback()
                    ? HostAddresses.find(family)
                    : Optional.of(listening));
  }
}
