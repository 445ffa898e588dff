package dev.timonier.nodeagent.server.http;

import dev.timonier.machinery.stream.ByteConnection;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/// A request, and the means to answer it in one of four ways: with a whole body, with a body that
/// is written piece by piece, as a WebSocket, or by another protocol on the same connection.
public final class Exchange {
  private final HttpServerRequest request;
  private final Context context;
  private final ClientPresence presence = new ClientPresence();

  Exchange(HttpServerRequest request, Context context) {
    this.request = request;
    this.context = context;
    request.connection().closeHandler(_ -> presence.end());
  }

  /// In upper case.
  public String method() {
    return request.method().name();
  }

  /// The segments of the path, as they are; names of Kubernetes need no encoding.
  public List<String> path() {
    var path = request.path();
    return path == null || path.isEmpty() ? List.of() : List.of(path.substring(1).split("/", -1));
  }

  /// The last value of a parameter of the query.
  public Optional<String> parameter(String name) {
    var values = parameters(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  public List<String> parameters(String name) {
    return request.params().getAll(name);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  /// The words of a header that lists some, in all of its lines.
  public List<String> words(String name) {
    return request.headers().getAll(name).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /// The client's certificate, which a trusted authority has signed.
  public Optional<X509Certificate> clientCertificate() {
    try {
      var chain = request.connection().peerCertificates();
      return chain == null || chain.isEmpty()
          ? Optional.empty()
          : Optional.of((X509Certificate) chain.getFirst());
    } catch (SSLPeerUnverifiedException none) {
      return Optional.empty();
    }
  }

  /// Whether the client is still there.
  public ClientPresence client() {
    return presence;
  }

  /// Answers with a line of text.
  public void text(int status, String text) throws IOException {
    reply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  public void reply(int status, String contentType, byte[] body) throws IOException {
    request.resume();
    Futures.await(
        context,
        () -> {
          head(status, contentType);
          return request.response().end(ResponseBody.buffer(body));
        });
  }

  /// Begins an answer; the body ends when the stream is closed.
  public OutputStream body(int status, String contentType) throws IOException {
    request.resume();
    Futures.await(
        context,
        () -> {
          head(status, contentType);
          return request.response().setChunked(true).writeHead();
        });
    return new ResponseBody(request.response(), context);
  }

  private void head(int status, String contentType) {
    request.response().setStatusCode(status).putHeader("Content-Type", contentType);
  }

  /// Ends the connection, because there is no answer.
  public void abort() {
    context.runOnContext(_ -> request.connection().close());
  }

  public boolean isWebSocketUpgrade() {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  /// Makes the connection a WebSocket, which listens before anything can come: a client may send
  /// all that it has and go at once.
  public MessageSocket webSocket() throws IOException {
    return Futures.await(
        context,
        () -> request.toWebSocket().map(socket -> new MessageSocket(socket.pause(), context)));
  }

  /// As above.
  ///
  /// @param protocol the one of those that the client offers that is spoken
  public MessageSocket webSocket(String protocol) throws IOException {
    request.headers().set("Sec-WebSocket-Protocol", protocol);
    return webSocket();
  }

  /// Puts a header into the answer, a line for each value.
  public void putHeader(String name, List<String> values) {
    request.response().putHeader(name, values);
  }

  /// Switches the connection to another protocol.
  ///
  /// @param headers of the answer
  public ByteConnection upgrade(Map<String, String> headers) throws IOException {
    headers.forEach(request.response()::putHeader);
    request.resume();
    return Futures.await(
        context, () -> request.toNetSocket().map(socket -> SocketCarrier.connect(socket, context)));
  }
}
