package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.fixture.StreamingPod;
import dev.timonier.nodeagent.fixture.StreamingRuntime;
import dev.timonier.nodeagent.fixture.TestPki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;

/// A kubelet's server with one pod, and a client for it.
final class StreamingNode implements AutoCloseable {
  final StreamingRuntime runtime = new StreamingRuntime();
  final StreamingPod pod;
  final TestPki pki;
  private final KubeletServer server;
  private final AtomicBoolean stopped = new AtomicBoolean();

  StreamingNode(Path directory) throws GeneralSecurityException, IOException {
    this(directory, Duration.ofHours(4));
  }

  /// @param idle after how long connections without traffic are closed
  StreamingNode(Path directory, Duration idle) throws GeneralSecurityException, IOException {
    pki = TestPki.in(directory);
    pod = new StreamingPod(runtime, Files.createFile(directory.resolve("0.log")));
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var config = new KubeletServerConfig(address, pki.server(), Set.of("apiserver"), idle);
    var clock = InstantSource.fixed(StreamingPod.START);
    server = KubeletServer.start(config, pod, runtime, clock);
  }

  SSLContext apiServer() throws GeneralSecurityException, IOException {
    return pki.client("apiserver");
  }

  URI uri(String path) {
    return URI.create("https://127.0.0.1:" + server.port() + path);
  }

  HttpResponse<String> get(String path)
      throws GeneralSecurityException, IOException, InterruptedException {
    return get(path, apiServer());
  }

  HttpResponse<String> get(String path, SSLContext tls) throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().sslContext(tls).build()) {
      return client.send(
          HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  /// Ends the server, as often as one likes.
  void stop() {
    if (!stopped.getAndSet(true)) {
      server.close();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
