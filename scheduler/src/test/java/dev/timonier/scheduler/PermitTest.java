package dev.timonier.scheduler;

import static dev.timonier.scheduler.ClusterObjects.node;
import static dev.timonier.scheduler.ClusterObjects.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.scheduler.config.SchedulerConfiguration;
import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.PermitPlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.plugin.BuiltInPlugins;
import dev.timonier.scheduler.runtime.WaitingPod;
import dev.timonier.scheduler.runtime.WaitingPods;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A plugin of one's own that delays the binding of pods.
class PermitTest {
  private static final String CONFIGURATION =
      """
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles:
      - plugins:
          permit:
            enabled: [{name: Gate}]
      """;

  private record Gate() implements PermitPlugin {
    @Override
    public String name() {
      return "Gate";
    }

    @Override
    public Status.OfPermit permit(CycleState state, PodInfo pod, String nodeName) {
      return new Status.Wait(Duration.ofSeconds(90));
    }
  }

  private final AtomicReference<WaitingPods> waiting = new AtomicReference<>(new WaitingPods());
  private final Cluster cluster =
      new Cluster(
          SchedulerConfiguration.parse(CONFIGURATION),
          BuiltInPlugins.registry()
              .with(
                  "Gate",
                  (_, context) -> {
                    waiting.set(context.waitingPods());
                    return new Gate();
                  }));

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void podIsBoundWhenThePluginAllowsIt() {
    var pod = waitingPod();
    assertThat(pod.nodeName()).isEqualTo("node-1");
    assertThat(pod.pendingPlugins()).containsExactly("Gate");
    assertThat(cluster.nodeOf("web")).isEmpty();
    pod.allow("Gate");
    cluster.settle();

    assertThat(cluster.nodeOf("web")).isEqualTo("node-1");
  }

  @Test
  void podThatIsNotAllowedInTimeGivesUpItsNode() {
    waitingPod();
    cluster.time().advance(Duration.ofSeconds(90));
    await().until(() -> cluster.condition("web").isPresent());

    assertThat(cluster.condition("web").orElseThrow().getMessage())
        .isEqualTo(
            "0/1 nodes are available: "
                + "1 rejected due to timeout after waiting 1m30s at plugin Gate.");
    assertThat(cluster.nodeOf("web")).isEmpty();
  }

  private WaitingPod waitingPod() {
    cluster.create(node("node-1").build());
    cluster.start();
    cluster.api().create(pod("web").build());
    await().until(() -> !waiting.get().all().isEmpty());
    return waiting.get().all().getFirst();
  }
}
