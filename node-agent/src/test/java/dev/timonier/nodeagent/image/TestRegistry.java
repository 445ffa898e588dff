package dev.timonier.nodeagent.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A registry within the test: pulls only.
final class TestRegistry implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> documents = new HashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  private Optional<String> token = Optional.empty();
  private int cutBlobsAfter = Integer.MAX_VALUE;

  TestRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  void push(String repository, String tag, TestImage image) throws IOException {
    for (var blob : image.blobs().entrySet()) {
      documents.put("/v2/" + repository + "/blobs/" + blob.getKey(), blob.getValue());
    }
    pushManifest(repository, tag, image.manifest());
  }

  void pushManifest(String repository, String tag, byte[] manifest) {
    documents.put("/v2/" + repository + "/manifests/" + tag, manifest);
    documents.put("/v2/" + repository + "/manifests/" + Digest.of(manifest), manifest);
  }

  /// Replaces a blob by something else.
  void corrupt(String repository, Digest digest) {
    documents.put(
        "/v2/" + repository + "/blobs/" + digest, "other".getBytes(StandardCharsets.UTF_8));
  }

  /// From now on asks for a token, which it gives to `user` with password `secret`.
  void requireToken() {
    token = Optional.of("t0ken");
  }

  /// From now on breaks off after so many bytes of a blob, once for each blob.
  void cutBlobsAfter(int bytes) {
    cutBlobsAfter = bytes;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"));
    requests.add(path + range.map(text -> " " + text).orElse(""));
    if (path.equals("/token")) {
      answerToken(exchange);
    } else if (token.isPresent() && !authorized(exchange, "Bearer " + token.get())) {
      var realm = "http://" + host() + "/token";
      exchange
          .getResponseHeaders()
          .add("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"test\"");
      exchange.sendResponseHeaders(401, -1);
    } else {
      answerDocument(exchange, path, range);
    }
    exchange.close();
  }

  private static boolean authorized(HttpExchange exchange, String expected) {
    return expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static void answerToken(HttpExchange exchange) throws IOException {
    if (authorized(exchange, "Basic dXNlcjpzZWNyZXQ=")) {
      send(exchange, 200, "{\"token\":\"t0ken\"}".getBytes(StandardCharsets.UTF_8));
    } else {
      exchange.sendResponseHeaders(401, -1);
    }
  }

  private void answerDocument(HttpExchange exchange, String path, Optional<String> range)
      throws IOException {
    var document = documents.get(path);
    if (document == null) {
      exchange.sendResponseHeaders(404, -1);
    } else if (path.contains("/blobs/") && range.isEmpty() && document.length > cutBlobsAfter) {
      exchange.sendResponseHeaders(200, document.length);
      exchange.getResponseBody().write(document, 0, cutBlobsAfter);
      exchange.getResponseBody().flush();
      throw new IOException("breaks off");
    } else {
      var from = range.map(text -> Integer.parseInt(text.replaceAll("\\D", ""))).orElse(0);
      send(exchange, from > 0 ? 206 : 200, Arrays.copyOfRange(document, from, document.length));
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
