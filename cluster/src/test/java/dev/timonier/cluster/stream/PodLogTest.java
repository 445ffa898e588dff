package dev.timonier.cluster.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.nodeagent.fixture.Pods;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PodLogTest {
  private StreamingCluster cluster;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    cluster = new StreamingCluster(directory);
    cluster.pod.write("2026-01-01T00:00:01Z stdout F one\n2026-01-01T00:00:02Z stdout F two\n");
    cluster.create(
        Pods.bound("two")
            .editSpec()
            .withNodeName(null)
            .addToInitContainers(Pods.container("i"))
            .addToContainers(Pods.container("a"), Pods.container("b"))
            .endSpec()
            .build());
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void logOfTheOnlyContainerIsRead() {
    var pod = cluster.client.pods().inNamespace("default").withName("web");

    assertThat(pod.tailingLines(1).getLog()).isEqualTo("two\n");
  }

  @Test
  void logIsFollowedUntilTheContainerEnds() throws IOException {
    var pod = cluster.client.pods().inNamespace("default").withName("web");
    try (var watch = pod.tailingLines(1).watchLog();
        var lines =
            new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("two");
      cluster.pod.write("2026-01-01T00:00:03Z stdout F three\n");
      assertThat(lines.readLine()).isEqualTo("three");
    }
  }

  @Test
  void podWithoutANodeHasNoLogYet() {
    var pod = cluster.client.pods().inNamespace("default").withName("two");

    assertThat(pod.inContainer("a").getLog()).isEmpty();
  }

  @Test
  void podThatIsNotThereIsNotFound() {
    var pod = cluster.client.pods().inNamespace("default").withName("none");

    assertThatThrownBy(pod::getLog)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("pods \"none\" not found");
  }

  private record Refusal(String path, int code, String message) {}

  private static List<Refusal> refusals() {
    return List.of(
        new Refusal(
            "two/log",
            400,
            "a container name must be specified for pod two, choose one of: [i a b]"),
        new Refusal("two/log?container=c", 400, "container c is not valid for pod two"),
        new Refusal(
            "web/log?tailLines=-1",
            422,
            "PodLogOptions \"web\" is invalid: tailLines: Invalid value: -1: must be greater than"
                + " or equal to 0"),
        new Refusal(
            "web/log?previous=true",
            400,
            "previous terminated container \"web\" in pod \"web\" not found"),
        new Refusal(
            "web/log?limitBytes=x", 400, "strconv.ParseInt: parsing \"x\": invalid syntax"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusalsAreInTheWordsOfKubernetes(Refusal refusal) {
    assertThatThrownBy(() -> cluster.client.raw("/api/v1/namespaces/default/pods/" + refusal.path))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            failure -> {
              assertThat(failure.getCode()).isEqualTo(refusal.code);
              assertThat(failure.getStatus().getMessage()).isEqualTo(refusal.message);
            });
  }
}
