package dev.timonier.server.proxy;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import java.io.IOException;
import java.net.Socket;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// Passes a request on to a backend and its answer back, as Kubernetes' proxies do: whatever the
/// method, the bodies while they come, protocols that are switched to, redirects and links so that
/// they lead through the proxy again.
public final class ReverseProxy implements AutoCloseable {
  private static final Set<String> REDIRECTED = Set.of("GET", "HEAD");

  private final Dialer dialer;
  private final Executor executor;
  private final Set<Tunnel> tunnels = ConcurrentHashMap.newKeySet();

  /// @param executor runs what sends while something else receives
  public ReverseProxy(Dialer dialer, Executor executor) {
    this.dialer = dialer;
    this.executor = executor;
  }

  /// @param path of the request, decoded
  /// @param rest what of it the backend is asked for; empty when the path ends before it
  public Reply forward(HttpRequest request, Backend backend, String path, String rest) {
    var query = request.search();
    if (isUpgrade(request)) {
      var target = rest.isEmpty() ? "/" : UrlPath.encode(rest);
      var headers = ProxyHeaders.upgrade(request);
      return upgrade(request, backend, new RequestHead(request.method(), target + query, headers));
    }
    if (rest.isEmpty() && REDIRECTED.contains(request.method())) {
      var headers = new Headers().add("Location", path + "/" + query);
      return new Reply.Complete(301, headers, new byte[0]);
    }
    return exchange(request, backend, prefix(path, rest), rest.isEmpty() ? "/" : rest, query);
  }

  public static boolean isUpgrade(HttpRequest request) {
    return request.headers().all("Connection").stream()
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("upgrade"));
  }

  private static String prefix(String path, String rest) {
    return path.endsWith(rest) ? path.substring(0, path.length() - rest.length()) : path;
  }

  private Reply exchange(
      HttpRequest request, Backend backend, String prefix, String rest, String query) {
    var path = UrlPath.encode(rest);
    var headers = ProxyHeaders.request(request, UrlPath.join(prefix, path));
    var links = new Links(prefix, backend.authority(), request.headers().first("Host").orElse(""));
    try {
      var head = new RequestHead(request.method(), path + query, headers);
      return Exchange.start(request, dialer.dial(backend), executor).run(head, links);
    } catch (IOException failure) {
      throw ApiErrors.serviceUnavailable("error trying to reach service: " + failure.getMessage());
    }
  }

  /// Asks the backend to switch protocols as the client has asked us; the reply is the backend's,
  /// whether it has done so or not. What both speak then is their affair: the bytes are passed on.
  public Reply upgrade(HttpRequest request, Backend backend, RequestHead head) {
    try {
      var socket = dialer.dial(backend);
      request.connection().whenGone(() -> NetworkDialer.close(socket));
      return switched(socket, head);
    } catch (IOException failure) {
      throw ApiErrors.plain(500, "error dialing backend: " + failure.getMessage());
    }
  }

  private Reply switched(Socket socket, RequestHead head) throws IOException {
    try {
      head.write(socket.getOutputStream());
      var response = ResponseHead.read(socket.getInputStream());
      if (response.status() == 101) {
        var upgrade = response.headers().lower("Upgrade");
        return new Reply.Upgraded(
            response.headers(), client -> run(new Tunnel(client, socket, upgrade)));
      }
      return refused(socket, head, response);
    } catch (IOException | ApiException failure) {
      NetworkDialer.close(socket);
      throw failure;
    }
  }

  private void run(Tunnel tunnel) {
    tunnels.add(tunnel);
    try {
      tunnel.run(executor);
    } finally {
      tunnels.remove(tunnel);
    }
  }

  private static Reply refused(Socket socket, RequestHead head, ResponseHead response)
      throws IOException {
    try (socket) {
      if (response.status() < 400) {
        throw ApiErrors.plain(500, "invalid upgrade response: status code " + response.status());
      }
      var headers = ProxyHeaders.response(response.headers());
      headers.asMap().remove("Content-Length");
      return new Reply.Complete(
          response.status(), headers, response.body(head.method(), socket.getInputStream()));
    }
  }

  /// Ends the connections that have left HTTP, with a word to their clients.
  @Override
  public void close() {
    CompletableFuture.allOf(
            tunnels.stream()
                .map(tunnel -> CompletableFuture.runAsync(tunnel::leave, executor))
                .toArray(CompletableFuture[]::new))
        .join();
  }
}
