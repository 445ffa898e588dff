package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.fixture.Pods;
import dev.timonier.nodeagent.fixture.StreamingRuntime;
import dev.timonier.nodeagent.fixture.TestPki;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.runtime.SandboxConfig.PodIdentity;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import dev.timonier.nodeagent.spec.RuntimeLabels;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/// A kubelet's server over a runtime of the test, which has the pod `web` with a container `web`
/// that runs.
final class StreamingNode implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ContainerId CONTAINER = new ContainerId("c1");
  private static final SandboxId SANDBOX = new SandboxId("s1");

  final StreamingRuntime runtime = new StreamingRuntime();
  final Path log;
  private final TestPki pki;
  private final KubeletServer server;
  private volatile Pod pod;

  StreamingNode(Path directory) throws GeneralSecurityException, IOException {
    log = Files.createFile(directory.resolve("0.log"));
    pki = TestPki.in(directory);
    pod = running(Pods.web());
    runtime.put(sandbox());
    runtime.put(container(new State.Running(START, 1)));
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var config = new KubeletServerConfig(address, pki.server(), Set.of("apiserver"));
    server = KubeletServer.start(config, new OnePod(), runtime, InstantSource.fixed(START));
  }

  private final class OnePod implements PodSource {
    @Override
    public Optional<Pod> pod(String namespace, String name) {
      var metadata = pod.getMetadata();
      return Optional.of(pod)
          .filter(
              _ -> metadata.getNamespace().equals(namespace) && metadata.getName().equals(name));
    }

    @Override
    public List<Pod> pods() {
      return List.of(pod);
    }
  }

  private static Pod running(Pod pod) {
    return pod.edit()
        .editStatus()
        .addNewContainerStatus()
        .withName("web")
        .withContainerID("streaming://c1")
        .withNewState()
        .withNewRunning()
        .withStartedAt(START.toString())
        .endRunning()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private SandboxStatus sandbox() {
    return new SandboxStatus(
        SANDBOX,
        new PodIdentity("default", "web", "uid-web"),
        0,
        SandboxStatus.State.READY,
        START,
        List.of("10.0.0.1"),
        Map.of(RuntimeLabels.POD_UID, "uid-web"),
        Map.of());
  }

  private ContainerStatus container(State state) {
    var labels = Map.of(RuntimeLabels.POD_UID, "uid-web", RuntimeLabels.CONTAINER_NAME, "web");
    return new ContainerStatus(
        CONTAINER, SANDBOX, "web", 0, "web:1", "sha256:1", START, state, log, labels, Map.of());
  }

  void write(String lines) throws IOException {
    Files.writeString(log, lines, StandardOpenOption.APPEND);
  }

  void endContainer() {
    runtime.put(container(new State.Exited(START, START, 0, "Completed", "")));
  }

  void setPod(Pod changed) {
    pod = changed;
  }

  SSLContext apiServer() throws GeneralSecurityException, IOException {
    return pki.client("apiserver");
  }

  TestPki pki() {
    return pki;
  }

  int port() {
    return server.port();
  }

  HttpResponse<String> get(String path)
      throws GeneralSecurityException, IOException, InterruptedException {
    return get(path, apiServer());
  }

  HttpResponse<String> get(String path, SSLContext tls) throws IOException, InterruptedException {
    return get(path, tls, HttpResponse.BodyHandlers.ofString());
  }

  <T> HttpResponse<T> get(String path, SSLContext tls, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    var uri = URI.create("https://127.0.0.1:" + port() + path);
    try (var client = HttpClient.newBuilder().sslContext(tls).build()) {
      return client.send(HttpRequest.newBuilder(uri).build(), body);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
