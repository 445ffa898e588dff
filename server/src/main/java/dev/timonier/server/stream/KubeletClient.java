package dev.timonier.server.stream;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.proxy.DialFailure;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks kubelets, and passes their answers on.
final class KubeletClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KubeletClient.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
  private static final int LONGEST_COMPLAINT = 50_000;
  private static final int PIECE = 32 << 10;

  private final SSLContext tls;
  private final Executor executor;
  private Optional<HttpClient> client = Optional.empty();

  KubeletClient(SSLContext tls, Executor executor) {
    this.tls = tls;
    this.executor = executor;
  }

  /// Has a thread of its own, so that it is made for whoever asks first.
  private synchronized HttpClient client() {
    var ready = client.orElseGet(this::connect);
    client = Optional.of(ready);
    return ready;
  }

  private HttpClient connect() {
    return HttpClient.newBuilder()
        .sslContext(tls)
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT_TIMEOUT)
        .executor(executor)
        .build();
  }

  /// What the kubelet answers, while it comes.
  ///
  /// @param path with its query
  /// @param resource which is asked for, `pods/log`
  /// @param name of the pod
  Reply stream(NodeEndpoint kubelet, String path, String resource, String name) {
    var response = send(kubelet, URI.create("https://" + kubelet.authority() + path));
    if (response.statusCode() >= 300) {
      throw KubeletRefusal.of(response.statusCode(), complaint(response), resource, name);
    }
    var type = response.headers().firstValue("Content-Type").orElse("text/plain");
    return new Reply.Streamed(
        response.statusCode(), Headers.contentType(type), sink -> copy(response.body(), sink));
  }

  private HttpResponse<InputStream> send(NodeEndpoint kubelet, URI uri) {
    try {
      var request = HttpRequest.newBuilder(uri).GET().build();
      return client().send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException failure) {
      throw ApiErrors.plain(
          500, "Get \"" + uri + "\": " + DialFailure.text(kubelet.backend(tls), failure));
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw ApiErrors.internal("the request was interrupted");
    }
  }

  private static String complaint(HttpResponse<InputStream> response) {
    try (var body = response.body()) {
      return new String(body.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8);
    } catch (IOException gone) {
      return String.valueOf(gone.getMessage());
    }
  }

  /// A log that is followed may say nothing for days: a client that goes ends the wait.
  private static void copy(InputStream body, Reply.BodySink sink) {
    sink.expectSilence(() -> close(body));
    try (body) {
      var piece = new byte[PIECE];
      for (var count = body.read(piece); count >= 0; count = body.read(piece)) {
        sink.write(Arrays.copyOf(piece, count));
      }
    } catch (IOException gone) {
      LOG.debug("a stream ended early: {}", gone.getMessage());
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException failure) {
      LOG.debug("a stream did not close: {}", failure.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    client.ifPresent(HttpClient::shutdownNow);
  }
}
