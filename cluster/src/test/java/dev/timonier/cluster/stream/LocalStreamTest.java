package dev.timonier.cluster.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.nodeagent.fixture.EchoPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a client in the server's process, as an embedded cluster has it, streams.
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LocalStreamTest {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private StreamingCluster cluster;
  private KubernetesClient client;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    cluster = new StreamingCluster(directory);
    client = cluster.localClient(executor);
  }

  @AfterEach
  void stop() {
    client.close();
    cluster.close();
    executor.close();
  }

  @Test
  void commandHasItsStreamsAndItsExitCode() throws Exception {
    cluster.runtime.onExec(
        (_, streams) -> {
          streams.out().orElseThrow().write(streams.in().orElseThrow().readNBytes(5));
          return 7;
        });

    try (var watch = container().redirectingInput().writingOutput(output).exec("cat")) {
      watch.getInput().write(bytes("hello"));
      watch.getInput().flush();
      assertThat(watch.exitCode().join()).isEqualTo(7);
    }
    assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
  }

  @Test
  void attachmentSeesTheProcess() {
    cluster.runtime.onAttach(
        (_, streams) -> {
          streams.out().orElseThrow().write(bytes("from the process"));
          return 0;
        });

    try (var watch = container().writingOutput(output).attach()) {
      assertThat(watch.exitCode().join()).isZero();
    }
    assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("from the process");
  }

  @Test
  void portIsForwarded() throws IOException {
    cluster.runtime.onConnect(_ -> new EchoPort());
    try (var forward = client.pods().inNamespace("default").withName("web").portForward(80);
        var socket = new Socket(InetAddress.getLoopbackAddress(), forward.getLocalPort())) {
      socket.getOutputStream().write(bytes("hello"));

      assertThat(socket.getInputStream().readNBytes(5)).isEqualTo(bytes("hello"));
    }
  }

  @Test
  void refusalReachesTheClient() {
    assertThatThrownBy(
            () ->
                client
                    .pods()
                    .inNamespace("default")
                    .withName("none")
                    .writingOutput(output)
                    .exec("ls"))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refusal -> assertThat(refusal.getStatus().getReason()).isEqualTo("NotFound"));
  }

  @Test
  void watchTellsOfChanges() throws InterruptedException {
    var seen = new LinkedBlockingQueue<String>();
    try (var _ = client.pods().inNamespace("default").watch(recorder(seen))) {
      assertThat(seen.take()).isEqualTo("ADDED web");
      client.pods().inNamespace("default").withName("web").edit(LocalStreamTest::labelled);
      assertThat(seen.take()).isEqualTo("MODIFIED web");
    }
  }

  private static Pod labelled(Pod pod) {
    return pod.edit().editMetadata().addToLabels("a", "b").endMetadata().build();
  }

  private static Watcher<Pod> recorder(BlockingQueue<String> seen) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, Pod pod) {
        seen.add(action + " " + pod.getMetadata().getName());
      }

      @Override
      public void onClose(WatcherException cause) {
        seen.add("closed: " + cause.getMessage());
      }
    };
  }

  private ContainerResource container() {
    return client.pods().inNamespace("default").withName("web");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
