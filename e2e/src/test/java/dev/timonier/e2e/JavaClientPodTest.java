package dev.timonier.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import io.kubernetes.client.Exec;
import io.kubernetes.client.PodLogs;
import io.kubernetes.client.PortForward;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.util.Config;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the official Java client does with a pod: commands, logs and ports.
@ExtendWith(SharedSite.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class JavaClientPodTest {
  private static final String NAMESPACE = "java-pod";

  private static Kubectl kubectl;
  private static ApiClient client;
  private static V1Pod pod;

  @BeforeAll
  static void start(Site shared) throws IOException, ApiException {
    kubectl = Kubectl.of(shared.cluster(), NAMESPACE);
    kubectl.run("run", "web", "--image=" + shared.image());
    kubectl.waitFor("Ready", "pod/web");
    client = Config.fromConfig(shared.cluster().kubeconfig().toString());
    pod = new CoreV1Api(client).readNamespacedPod("web", NAMESPACE).execute();
  }

  @AfterAll
  static void stop() {
    kubectl.run("delete", "pod", "web", "--now");
  }

  @Test
  void commandIsTalkedToUntilItEnds() throws Exception {
    var script = "read line; echo got $line; echo no >&2; exit 7";
    var command = new Exec(client).exec(pod, new String[] {"sh", "-c", script}, true);
    var out = command.inputReader();
    var errors = command.errorReader();
    command.getOutputStream().write("hello\n".getBytes(UTF_8));
    command.getOutputStream().flush();

    assertThat(out.readLine()).isEqualTo("got hello");
    assertThat(errors.readLine()).isEqualTo("no");
    assertThat(command.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(command.exitValue()).isEqualTo(7);
  }

  /// Whoever asks this stream for bytes waits for more, even when it asks for none at all, as
  /// [InputStream#readNBytes] does after the last that it wants.
  @Test
  void logIsFollowed() throws Exception {
    try (var log = reader(new PodLogs(client).streamNamespacedPodLog(pod))) {
      assertThat(log.readLine()).isEqualTo("started v1");
    }
  }

  @Test
  void portIsForwarded() throws Exception {
    var forward = new PortForward(client).forward(pod, List.of(8080));
    var request = forward.getOutboundStream(8080);
    request.write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));
    request.flush();

    // The client does not tell when the pod has said all.
    var answer = reader(forward.getInputStream(8080));
    assertThat(answer.lines().dropWhile(not(String::isEmpty)).skip(1).findFirst())
        .contains("web v1");
  }

  private static BufferedReader reader(InputStream bytes) {
    return new BufferedReader(new InputStreamReader(bytes, UTF_8));
  }
}
