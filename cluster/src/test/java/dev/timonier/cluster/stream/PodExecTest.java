package dev.timonier.cluster.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.nodeagent.fixture.Pods;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PodExecTest {
  private StreamingCluster cluster;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    cluster = new StreamingCluster(directory);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void commandHasItsStreamsAndItsExitCode() throws Exception {
    cluster.runtime.onExec(
        (session, streams) -> {
          var in = streams.in().orElseThrow().readNBytes(5);
          streams.out().orElseThrow().write(in);
          streams.error().orElseThrow().write(bytes(session.request().command().toString()));
          return 7;
        });

    try (var watch =
        container("web")
            .redirectingInput()
            .writingOutput(output)
            .writingError(errors)
            .exec("cat", "-v")) {
      watch.getInput().write(bytes("hello"));
      watch.getInput().flush();
      assertThat(watch.exitCode().join()).isEqualTo(7);
    }
    assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
    assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("[cat, -v]");
  }

  @Test
  void muchOutputArrivesWhole() throws Exception {
    var much = bytes("0123456789abcdef".repeat(1 << 16));
    cluster.runtime.onExec(
        (_, streams) -> {
          streams.out().orElseThrow().write(much);
          return 0;
        });

    try (var watch = container("web").writingOutput(output).exec("dd")) {
      assertThat(watch.exitCode().join()).isZero();
    }
    assertThat(output.toByteArray()).isEqualTo(much);
  }

  @Test
  void terminalFollowsTheClientsSize() throws Exception {
    cluster.runtime.onExec(
        (session, streams) -> {
          streams.out().orElseThrow().write(bytes(session.nextSize()));
          return 0;
        });

    try (var watch =
        container("web").redirectingInput().writingOutput(output).withTTY().exec("sh")) {
      watch.resize(132, 43);
      assertThat(watch.exitCode().join()).isZero();
    }
    assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("132x43");
  }

  @Test
  void attachmentSeesTheProcess() throws Exception {
    cluster.runtime.onAttach(
        (_, streams) -> {
          streams.out().orElseThrow().write(bytes("from the process"));
          return 0;
        });

    try (var watch = container("web").writingOutput(output).attach()) {
      assertThat(watch.exitCode().join()).isZero();
    }
    assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("from the process");
  }

  @Test
  void refusalOfTheKubeletReachesTheClient() {
    cluster.pod.endContainer();

    assertThatThrownBy(() -> run("web"))
        .isInstanceOf(KubernetesClientException.class)
        .hasStackTraceContaining("upgrade failure: 500");
  }

  @Test
  void podWithoutANodeRunsNoCommands() {
    var pod = Pods.bound("new").editSpec().withNodeName(null).addToContainers(Pods.container("a"));
    cluster.create(pod.endSpec().build());

    assertThatThrownBy(
            () -> cluster.client.raw("/api/v1/namespaces/default/pods/new/exec?command=ls"))
        .hasMessageContaining("pod new does not have a host assigned");
  }

  private void run(String pod) {
    try (var watch = container(pod).writingOutput(output).exec("ls")) {
      watch.exitCode().join();
    }
  }

  private ContainerResource container(String pod) {
    return cluster.client.pods().inNamespace("default").withName(pod);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
