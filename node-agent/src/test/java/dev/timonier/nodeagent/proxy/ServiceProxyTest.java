package dev.timonier.nodeagent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.informer.Informers;
import dev.timonier.machinery.time.VirtualTime;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceProxyTest {
  private static final ProxyConfig CONFIG =
      new ProxyConfig("mine", Services.PODS, Duration.ofMillis(1));

  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final List<String> applied = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final VirtualTime time = new VirtualTime();
  private final Informers informers = new Informers(client, time);
  private final ServiceProxy proxy =
      new ServiceProxy(informers, Services.PLACE, CONFIG, this::apply, time);

  private void apply(String commands) throws IOException {
    if (failures.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
      throw new IOException("nft: refused by the test");
    }
    applied.add(commands);
  }

  /// The informers are told by the tests.
  private void start() {
    proxy.start();
    services().replaced(List.of(Services.web()));
    slices().replaced(List.of(Services.slice("10.244.0.5")));
    awaitApplied(1);
  }

  private Informer<Service> services() {
    return informers.of(Service.class);
  }

  private Informer<EndpointSlice> slices() {
    return informers.of(EndpointSlice.class);
  }

  private String awaitApplied(int count) {
    await()
        .untilAsserted(
            () -> {
              time.advance(Duration.ofMillis(100));
              assertThat(applied).hasSizeGreaterThanOrEqualTo(count);
            });
    return applied.get(count - 1);
  }

  @AfterEach
  void close() {
    proxy.close();
    informers.close();
    client.close();
  }

  @Test
  void everythingThatIsThereIsAppliedAtOnce() {
    start();

    assertThat(applied.getFirst())
        .startsWith("add table ip mine\ndelete table ip mine\n")
        .contains("add element ip mine service-ips { 10.96.0.10 . tcp . 80 : goto service-")
        .contains("dnat to 10.244.0.5:8080");
  }

  @Test
  void changeIsAppliedAlone() {
    start();
    slices().applied(Services.slice("10.244.0.7", "10.244.0.8"));

    assertThat(awaitApplied(2))
        .startsWith("add chain ip mine endpoint-default/web/tcp/http__10.244.0.7/8080\n")
        .contains("flush chain ip mine service-default/web/tcp/http\n")
        .doesNotContain("delete table");
  }

  @Test
  void deletedServiceTakesItsRulesAlong() {
    start();
    services().deleted(Services.web());

    assertThat(awaitApplied(2))
        .contains("delete element ip mine service-ips { 10.96.0.10 . tcp . 80 }")
        .contains("delete chain ip mine service-default/web/tcp/http\n");
  }

  @Test
  void refusedChangeIsFollowedByEverything() {
    start();
    failures.set(1);
    slices().applied(Services.slice("10.244.0.7", "10.244.0.8"));

    assertThat(awaitApplied(2))
        .startsWith("add table ip mine\ndelete table ip mine\n")
        .contains("dnat to 10.244.0.8:8080");
  }

  @Test
  void tableThatIsGoneComesBack() {
    start();
    failures.set(1);
    time.advance(Duration.ofMinutes(1));

    assertThat(awaitApplied(2)).isEqualTo(applied.getFirst());
  }

  @Test
  void rulesStayWhenTheProxyClosesUntilTheyAreRemoved() throws IOException {
    start();
    proxy.close();
    assertThat(applied).hasSize(1);
    proxy.remove();

    assertThat(applied.getLast()).isEqualTo("add table ip mine\ndelete table ip mine\n");
  }
}
