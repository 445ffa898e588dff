package dev.timonier.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.machinery.network.Family;
import dev.timonier.server.admission.AdmissionChain;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.resource.core.service.allocation.AllocationNotes;
import dev.timonier.server.resource.core.service.allocation.PortRange;
import dev.timonier.server.resource.core.service.allocation.ServiceAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubernetesServiceTest {
  private static final Cidr RANGE = Cidr.parse("10.96.0.0/24").orElseThrow();

  @AutoClose
  private final LocalApi api =
      new LocalApi(
          _ -> AdmissionChain.NONE, it -> Map.of(new GroupResource("", "services"), allocator(it)));

  private final SystemObjects objects = api.systemObjects();

  private static ServiceAllocator allocator(LocalApi api) {
    return new ServiceAllocator(
        api.store(),
        api.cache(),
        new ServiceAllocator.Pools(List.of(Family.IPV4), PortRange.DEFAULT),
        AllocationNotes.NONE,
        api.time(),
        RandomGenerator.of("L64X128MixRandom"),
        () -> UUID.randomUUID().toString());
  }

  @BeforeEach
  void offerTheRange() {
    new DefaultServiceCidr(objects, List.of(RANGE), api.time()).run();
  }

  @Test
  void serviceHasTheFirstAddressOfTheRange() {
    new KubernetesService(objects, RANGE, () -> 6443).run();
    var service = api.get("apiVersion: v1, kind: Service", "kubernetes").path("spec");
    assertThat(service.path("clusterIP").asText()).isEqualTo("10.96.0.1");
    assertThat(service.path("ports").path(0).path("targetPort").asInt()).isEqualTo(6443);
    assertThat(api.exists("apiVersion: networking.k8s.io/v1, kind: IPAddress", "10.96.0.1"))
        .isTrue();
  }

  @Test
  void serverThatRestartsOnAnotherPortChangesNothingElse() {
    new KubernetesService(objects, RANGE, () -> 6443).run();
    var before = api.get("apiVersion: v1, kind: Service", "kubernetes");
    new KubernetesService(objects, RANGE, () -> 6443).run();
    assertThat(api.get("apiVersion: v1, kind: Service", "kubernetes")).isEqualTo(before);
    new KubernetesService(objects, RANGE, () -> 7443).run();
    var after = api.get("apiVersion: v1, kind: Service", "kubernetes");
    assertThat(after.path("metadata").path("uid")).isEqualTo(before.path("metadata").path("uid"));
    assertThat(after.path("spec").path("clusterIP").asText()).isEqualTo("10.96.0.1");
    assertThat(after.path("spec").path("ports").path(0).path("targetPort").asInt()).isEqualTo(7443);
  }

  @Test
  void endpointsAreTheServersThatAreUp() {
    try (var one = endpoints("192.0.2.1")) {
      one.run();
      try (var two = endpoints("192.0.2.2")) {
        two.run();
        assertThat(addresses()).containsExactly("192.0.2.1", "192.0.2.2");
      }
      api.time().advance(Duration.ofSeconds(10));
      assertThat(addresses()).containsExactly("192.0.2.1");
    }
  }

  @Test
  void whatSomebodyHasDeletedIsMadeAgain() {
    try (var one = endpoints("192.0.2.1")) {
      one.run();
      api.delete("apiVersion: v1, kind: Service", "kubernetes");
      api.time().advance(Duration.ofSeconds(10));
      assertThat(api.exists("apiVersion: v1, kind: Service", "kubernetes")).isTrue();
      assertThat(addresses()).containsExactly("192.0.2.1");
    }
  }

  @Test
  void announcingAgainWritesNothing() {
    try (var one = endpoints("192.0.2.1")) {
      one.run();
      var before = slice();
      api.time().advance(Duration.ofSeconds(30));
      assertThat(slice()).isEqualTo(before);
      assertThat(before.path("metadata").path("generation").asInt()).isEqualTo(1);
    }
  }

  private JsonNode slice() {
    return api.get("apiVersion: discovery.k8s.io/v1, kind: EndpointSlice", "kubernetes");
  }

  private List<String> addresses() {
    var addresses = new ArrayList<String>();
    api.get("apiVersion: v1, kind: Endpoints", "kubernetes")
        .path("subsets")
        .path(0)
        .path("addresses")
        .forEach(address -> addresses.add(address.path("ip").asText()));
    return addresses;
  }

  private ApiServerEndpoints endpoints(String address) {
    return new ApiServerEndpoints(
        objects,
        new KubernetesService(objects, RANGE, () -> 6443),
        new ServerAddresses(api.store(), Optional.of(Address.parse(address).orElseThrow())),
        () -> 6443,
        api.time(),
        here());
  }

  /// Runs tasks in the thread that submits them.
  private static ExecutorService here() {
    return new AbstractExecutorService() {
      @Override
      public void execute(Runnable task) {
        task.run();
      }

      @Override
      public void shutdown() {}

      @Override
      public List<Runnable> shutdownNow() {
        return List.of();
      }

      @Override
      public boolean isShutdown() {
        return false;
      }

      @Override
      public boolean isTerminated() {
        return false;
      }

      @Override
      public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
      }
    };
  }
}
