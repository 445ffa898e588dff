package dev.timonier.cluster.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.cluster.stream.StreamingCluster.Signer;
import dev.timonier.cluster.stream.StreamingCluster.Trust;
import dev.timonier.nodeagent.fixture.Pods;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KubeletTrustTest {
  private static final String UNTRUSTED =
      "tls: failed to verify certificate: x509: certificate signed by unknown authority";

  @TempDir private Path directory;

  @Test
  void kubeletOfAnyAuthorityIsTrustedWhereNoneIsNamed() throws IOException {
    try (var cluster = new StreamingCluster(directory, Signer.KUBELET, Trust.EVERYONE)) {
      cluster.pod.write("2026-01-01T00:00:01Z stdout F one\n");
      cluster.runtime.onExec(
          (_, streams) -> {
            streams.out().orElseThrow().write("hi".getBytes(StandardCharsets.UTF_8));
            return 0;
          });

      assertThat(web(cluster).getLog()).isEqualTo("one\n");
      assertThat(exec(cluster)).isEqualTo("hi");
    }
  }

  @Test
  void kubeletOfAnUnknownAuthorityIsRefused() throws IOException {
    try (var cluster = new StreamingCluster(directory, Signer.KUBELET, Trust.CLUSTER)) {
      assertThatThrownBy(web(cluster)::getLog)
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("/containerLogs/default/web/web\": " + UNTRUSTED);
      assertThatThrownBy(() -> exec(cluster)).isInstanceOf(KubernetesClientException.class);
      assertThat(cluster.client.raw("/metrics"))
          .contains("kube_apiserver_pod_logs_insecure_backend_total{usage=\"enforce_tls\"} 1\n")
          .contains("kube_apiserver_pod_logs_backend_tls_failure_total 1\n");
    }
  }

  @Test
  void kubeletOfAnUnknownAuthorityTellsALogToWhomeverThatIsNoMatter() throws IOException {
    try (var cluster = new StreamingCluster(directory, Signer.KUBELET, Trust.CLUSTER)) {
      cluster.pod.write("2026-01-01T00:00:01Z stdout F one\n");

      var path = "/api/v1/namespaces/default/pods/web/log?insecureSkipTLSVerifyBackend=true";
      assertThat(cluster.client.raw(path)).isEqualTo("one\n");
      assertThat(cluster.client.raw("/metrics"))
          .contains(
              "kube_apiserver_pod_logs_insecure_backend_total{usage=\"skip_tls_allowed\"} 1\n")
          .contains("kube_apiserver_pod_logs_backend_tls_failure_total 0\n");
    }
  }

  @Test
  void kubeletThatIsAwayIsNamed() throws IOException {
    try (var cluster = new StreamingCluster(directory);
        var nobody = bound()) {
      var port = nobody.getLocalPort();
      cluster.client.nodes().withName(Pods.NODE).editStatus(node -> at(node, port));

      assertThatThrownBy(web(cluster)::getLog)
          .hasMessageContaining("dial tcp 127.0.0.1:" + port + ": connect: connection refused");
    }
  }

  /// Has a port that nobody else gets meanwhile, and does not listen there.
  private static Socket bound() throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return socket;
  }

  private static Node at(Node node, int port) {
    return node.edit()
        .editStatus()
        .editDaemonEndpoints()
        .withNewKubeletEndpoint(port)
        .endDaemonEndpoints()
        .endStatus()
        .build();
  }

  private static PodResource web(StreamingCluster cluster) {
    return cluster.client.pods().inNamespace("default").withName("web");
  }

  private static String exec(StreamingCluster cluster) {
    var output = new ByteArrayOutputStream();
    try (var watch = web(cluster).writingOutput(output).exec("echo", "hi")) {
      watch.exitCode().join();
    }
    return output.toString(StandardCharsets.UTF_8);
  }
}
