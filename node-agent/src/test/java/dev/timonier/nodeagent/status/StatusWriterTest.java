package dev.timonier.nodeagent.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.nodeagent.fixture.FakeApiServer;
import dev.timonier.nodeagent.fixture.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusWriterTest {
  private final FakeApiServer server = new FakeApiServer();
  private final KubernetesClient client = server.client();

  private final VirtualTime time = new VirtualTime();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<String> settled = new ArrayList<>();

  private StatusWriter writer() {
    return new StatusWriter(client, time, tasks::add, settled::add);
  }

  private void runTasks() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private Pod created() {
    return client.resource(Pods.web()).create();
  }

  private String phase() {
    return client.pods().inNamespace("default").withName("web").get().getStatus().getPhase();
  }

  private long patches() {
    return server.count("PATCH", "/pods/web/status");
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void newestStatusIsWrittenOnce() {
    var pod = created();
    var writer = writer();
    writer.publish(pod, new PodStatusBuilder(pod.getStatus()).withPhase("Pending").build());
    writer.publish(pod, new PodStatusBuilder(pod.getStatus()).withPhase("Running").build());
    assertThat(writer.isSettled(pod.getMetadata().getUid())).isFalse();
    runTasks();
    assertThat(server.count("GET", "/pods/web")).isZero();
    assertThat(phase()).isEqualTo("Running");
    assertThat(patches()).isOne();
    assertThat(settled).containsExactly(pod.getMetadata().getUid());
    assertThat(writer.isSettled(pod.getMetadata().getUid())).isTrue();
  }

  @Test
  void unchangedStatusIsNeitherWrittenNorNews() {
    var pod = created();
    var writer = writer();
    writer.publish(pod, pod.getStatus());
    runTasks();
    assertThat(patches()).isZero();
    assertThat(settled).isEmpty();
    assertThat(writer.isSettled(pod.getMetadata().getUid())).isTrue();
  }

  @Test
  void whatOthersChangedIsWrittenAgain() {
    var pod = created();
    var writer = writer();
    writer.publish(pod, new PodStatusBuilder(pod.getStatus()).withPhase("Running").build());
    runTasks();
    var changed =
        new PodBuilder(pod)
            .editMetadata()
            .withResourceVersion("99999")
            .endMetadata()
            .editStatus()
            .withPhase("Pending")
            .endStatus()
            .build();
    writer.reconcile(changed);
    runTasks();
    assertThat(phase()).isEqualTo("Running");
    assertThat(patches()).isEqualTo(2);
  }

  @Test
  void staleNewsOfAPodDoNotCauseAWrite() {
    var pod = created();
    var writer = writer();
    writer.publish(pod, new PodStatusBuilder(pod.getStatus()).withPhase("Running").build());
    runTasks();
    writer.reconcile(pod);
    runTasks();
    assertThat(patches()).isOne();
  }

  @Test
  void goneOrForgottenPodIsNoFailure() {
    var writer = writer();
    writer.publish(Pods.web(), new PodStatusBuilder().withPhase("Running").build());
    runTasks();
    assertThat(settled).containsExactly("uid-web");
    assertThat(time.waiting()).isZero();
  }

  @Test
  void failedWriteIsTriedAgain() {
    server.failNext("PATCH", "/pods/web/status", 403);
    var pod = created();
    var writer = writer();
    writer.publish(pod, new PodStatusBuilder(pod.getStatus()).withPhase("Running").build());
    runTasks();
    assertThat(writer.isSettled(pod.getMetadata().getUid())).isFalse();
    time.advance(Duration.ofMillis(100));
    runTasks();
    assertThat(writer.isSettled(pod.getMetadata().getUid())).isTrue();
    assertThat(phase()).isEqualTo("Running");
  }
}
