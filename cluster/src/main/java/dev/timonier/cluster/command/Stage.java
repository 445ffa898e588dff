package dev.timonier.cluster.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/// A server, and how it is spoken with in a rehearsal.
final class Stage implements AutoCloseable {
  static final String JSON = "application/json";

  private static final int CLIENTS = 32;

  private final URI server;
  private final HttpClient client;

  Stage(URI server, SSLContext tls, HttpClient.Version version) {
    this.server = server;
    client = HttpClient.newBuilder().sslContext(tls).version(version).build();
  }

  /// One thing that is asked of the server.
  ///
  /// @param type of the body, or none
  /// @param body with single quotes
  record Line(String method, String path, String accept, String type, String body) {
    static Line get(String path) {
      return new Line("GET", path, JSON, "", "");
    }

    static Line with(String method, String path, String type, String body) {
      return new Line(method, path, JSON, type, body);
    }

    Line accepting(String other) {
      return new Line(method, path, other, type, body);
    }
  }

  /// @throws IllegalStateException when the server refuses or fails
  void ask(Line line) throws IOException, InterruptedException {
    ask(400, line);
  }

  /// @return what the server answers, be it a refusal
  /// @throws IllegalStateException when it fails
  String tryOut(Line line, String... headers) throws IOException, InterruptedException {
    return ask(500, line, headers);
  }

  private String ask(int failure, Line line, String... headers)
      throws IOException, InterruptedException {
    var response = client.send(request(line, headers), BodyHandlers.ofString());
    if (response.statusCode() >= failure) {
      throw new IllegalStateException(line + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  /// For an audience to which it is enough that something comes.
  CompletableFuture<HttpResponse<Void>> watch(Line line) {
    return client.sendAsync(request(line), BodyHandlers.discarding());
  }

  private HttpRequest request(Line line, String... headers) {
    var body = line.body().replace('\'', '"');
    var request =
        HttpRequest.newBuilder(server.resolve(line.path()))
            .header("Accept", line.accept())
            .header("Accept-Encoding", "gzip")
            .method(
                line.method(),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!line.type().isEmpty()) {
      request.header("Content-Type", line.type());
    }
    for (var at = 0; at < headers.length; at += 2) {
      request.header(headers[at], headers[at + 1]);
    }
    return request.build();
  }

  /// What is done again and again.
  interface Part {
    void play(int number) throws IOException, InterruptedException;
  }

  /// Plays a part from number 0 on, by as many clients as there are, until all have their answers.
  static void repeat(int times, Part part) throws InterruptedException, ExecutionException {
    var next = new AtomicInteger();
    Callable<Boolean> client =
        () -> {
          for (var n = next.getAndIncrement(); n < times; n = next.getAndIncrement()) {
            part.play(n);
          }
          return true;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var played : threads.invokeAll(Collections.nCopies(CLIENTS, client))) {
        played.get();
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
