package dev.timonier.controllers.ttl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TtlControllerTest {
  @ParameterizedTest
  @CsvSource({
    "0, 100, 0",
    "0, 101, 15",
    "200, 95, 15",
    "200, 89, 0",
    "0, 3000, 300",
    "3000, 1900, 300",
    "3000, 1799, 60",
    "3000, 10, 0"
  })
  void secondsGrowWithTheClusterAndShrinkLater(int before, int nodes, int seconds) {
    assertThat(ClusterSize.SMALLEST.after(before).after(nodes).seconds()).isEqualTo(seconds);
  }

  @Test
  void nodeIsTold() {
    try (var plane = new ControlPlane()) {
      plane.run(context -> TtlController.create(context, 1));
      var node = plane.api().create(Network.node("n", "z"));
      plane.settle();
      assertThat(plane.api().requests())
          .filteredOn(request -> request.path().equals("/api/v1/nodes/n"))
          .extracting(request -> request.method())
          .containsExactly("PATCH");
      assertThat(plane.read(node).getMetadata().getAnnotations())
          .containsEntry("node.alpha.kubernetes.io/ttl", "0");
    }
  }
}
