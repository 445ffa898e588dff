package dev.timonier.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.e2e.fixture.BusyboxImage;
import dev.timonier.e2e.fixture.Command;
import dev.timonier.e2e.fixture.ImageRegistry;
import dev.timonier.e2e.fixture.Product;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Two clusters with real containers, side by side on one machine.
class TwoClustersTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir(cleanup = CleanupMode.NEVER)
  private static Path directory;

  private static ImageRegistry registry;
  private static Product one;
  private static Product other;

  @BeforeAll
  static void start() throws Exception {
    registry = ImageRegistry.start(directory);
    one = Product.up(directory.resolve("one"));
    other = Product.up(directory.resolve("other"));
  }

  @AfterAll
  static void stop() {
    try (var _ = registry) {
      for (var cluster : List.of(one, other)) {
        cluster.close();
        cluster.timonier("reset").orFail();
      }
    }
  }

  @Test
  void eachHasNetworksOfItsOwnAndOutlivesTheOther() throws Exception {
    serve(one, registry.push("web", "one", BusyboxImage.of("one")));
    serve(other, registry.push("web", "other", BusyboxImage.of("other")));
    var address = address(other);

    assertServes(one, "one");
    assertServes(other, "other");
    assertThat(network(address(one))).isNotEqualTo(network(address));
    assertThat(network(podAddress(one))).isNotEqualTo(network(podAddress(other)));

    one.close();
    assertServes(other, "other");

    other.close();
    other.up();
    one.up();
    assertThat(address(other)).isEqualTo(address);
    assertServes(one, "one");
    assertServes(other, "other");
  }

  private static void serve(Product cluster, String image) {
    cluster.kubectl("create", "deployment", "web", "--image=" + image);
    cluster.kubectl("expose", "deployment", "web", "--port=80", "--target-port=8080");
    cluster.kubectl("rollout", "status", "deployment/web", "--timeout=90s");
  }

  /// Both to the machine and to the cluster's own pods.
  private static void assertServes(Product cluster, String what) {
    var url = "http://" + address(cluster);
    var machine = new Command(Map.of());
    await()
        .atMost(PATIENCE)
        .until(() -> machine.run("curl", "-sS", "-m", "2", url).out().contains(" " + what));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster
                    .tryKubectl("", "exec", "deployment/web", "--", "wget", "-qO-", url)
                    .out()
                    .contains(" " + what));
  }

  private static String address(Product cluster) {
    return cluster.kubectl("get", "service", "web", "-o", "jsonpath={.spec.clusterIP}");
  }

  private static String podAddress(Product cluster) {
    return cluster.kubectl("get", "pods", "-o", "jsonpath={.items[0].status.podIP}");
  }

  /// The first half of an address.
  private static String network(String address) {
    return address.replaceFirst("\\.\\d+\\.\\d+$", "");
  }
}
