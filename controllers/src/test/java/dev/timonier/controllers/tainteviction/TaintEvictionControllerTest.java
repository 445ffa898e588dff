package dev.timonier.controllers.tainteviction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import dev.timonier.controllers.runtime.Owners;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaintEvictionControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.run(context -> TaintEvictionController.create(context, 1));
    plane.api().create(new NodeBuilder().withNewMetadata().withName("n").endMetadata().build());
    plane
        .api()
        .create(
            new PodBuilder(Samples.pod("p", "web"))
                .editSpec()
                .withNodeName("n")
                .addNewToleration("NoExecute", "k", "Exists", 3L, null)
                .endSpec()
                .build());
    plane.settle();
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private void taint(String... keys) {
    plane
        .client()
        .resource(
            plane.read(new NodeBuilder().withNewMetadata().withName("n").endMetadata().build()))
        .edit(
            node -> {
              var spec = new NodeBuilder(node).editOrNewSpec().withTaints();
              for (var key : keys) {
                spec.addNewTaint("NoExecute", key, null, null);
              }
              return spec.endSpec().build();
            });
    plane.settle();
  }

  private void pass(int seconds) {
    plane.time().advance(Duration.ofSeconds(seconds));
    plane.settle();
  }

  private boolean leaves() {
    return Owners.terminates(plane.client().pods().inNamespace("default").withName("p").get());
  }

  private List<String> told() {
    return plane.client().v1().events().inAnyNamespace().list().getItems().stream()
        .map(Event::getMessage)
        .toList();
  }

  @Test
  void podLeavesWhenItHasToleratedATaintForItsTime() {
    taint("k");
    pass(2);
    assertThat(leaves()).isFalse();
    pass(1);
    assertThat(leaves()).isTrue();
    assertThat(told()).containsExactly("Marking for deletion Pod default/p");
  }

  @Test
  void podStaysWhenTheTaintGoesInTime() {
    taint("k");
    pass(2);
    taint();
    pass(5);
    assertThat(leaves()).isFalse();
    assertThat(told()).containsExactly("Cancelling deletion of Pod default/p");
  }

  @Test
  void podLeavesAtOnceForATaintThatItDoesNotTolerate() {
    taint("k");
    pass(1);
    taint("k", "other");
    assertThat(leaves()).isTrue();
  }
}
