package dev.timonier.controllers.nodeipam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Network;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeIpamControllerTest {
  @ParameterizedTest
  @CsvSource({
    "10.244.0.0/16, 24, 10.244.0.0/24, 10.244.1.0/24",
    "10.244.3.7/16, 24, 10.244.0.0/24, 10.244.1.0/24",
    "192.168.0.0/28, 30, 192.168.0.0/30, 192.168.0.4/30",
    "fd00::/56, 64, fd00::/64, fd00:0:0:1::/64"
  })
  void rangesAreTakenInOrder(String cluster, int prefix, String first, String second) {
    var range = ClusterRange.of(cluster, prefix);
    assertThat(range.take()).contains(first);
    assertThat(range.take()).contains(second);
  }

  @Test
  void eachRangeIsTakenOnceUntilItIsReleased() {
    var range = ClusterRange.of("10.0.0.0/28", 30);
    var taken = new ArrayList<String>();
    for (var i = 0; i < 4; i++) {
      taken.add(range.take().orElseThrow());
    }
    assertThat(new HashSet<>(taken)).hasSize(4);
    assertThat(range.take()).isEmpty();
    range.release(taken.get(2));
    assertThat(range.take()).contains(taken.get(2));
  }

  @Test
  void occupiedRangeIsNotGivenAway() {
    var range = ClusterRange.of("10.0.0.0/16", 24);
    range.occupy("10.0.0.0/23");
    range.occupy("11.0.0.0/24");
    range.occupy("fd00::/64");
    assertThat(range.take()).contains("10.0.2.0/24");
  }

  @Test
  void clusterRangeMustBeDivisible() {
    assertThatThrownBy(() -> ClusterRange.of("10.0.0.0/24", 16))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ClusterRange.of("fd00::/8", 64))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ClusterRange.of("example.com/8", 16))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nodesGetRangesAndKeepThem() {
    try (var plane = new ControlPlane()) {
      plane
          .api()
          .create(
              new NodeBuilder(Network.node("old", "z"))
                  .withNewSpec()
                  .withPodCIDR("10.0.0.0/24")
                  .withPodCIDRs("10.0.0.0/24")
                  .endSpec()
                  .build());
      plane.run(
          context ->
              NodeIpamController.create(context, List.of(ClusterRange.of("10.0.0.0/23", 24))));
      var fresh = plane.api().create(Network.node("new", "z"));
      plane.settle();
      assertThat(plane.read(fresh).getSpec().getPodCIDR()).isEqualTo("10.0.1.0/24");
      assertThat(plane.read(fresh).getSpec().getPodCIDRs()).containsExactly("10.0.1.0/24");
      var late = plane.api().create(Network.node("late", "z"));
      plane.settle();
      assertThat(plane.read(late).getSpec()).isNull();
      assertThat(plane.events())
          .contains("CIDRNotAvailable Node late status is now: CIDRNotAvailable");
      plane.client().nodes().withName("new").delete();
      plane.pass(Duration.ofSeconds(10));
      assertThat(plane.read(late).getSpec().getPodCIDR()).isEqualTo("10.0.1.0/24");
    }
  }
}
