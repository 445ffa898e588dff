package dev.timonier.server.proxy;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Which headers pass, and which are added. What a client proves itself with is for us alone, and
/// some headers are about a connection and not about what goes over it.
final class ProxyHeaders {
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";
  private static final String BEARER = "base64url.bearer.authorization.k8s.io.";
  private static final String IMPERSONATION = "impersonate-";

  private static final Set<String> HOP_BY_HOP =
      names(
          "Connection",
          "Proxy-Connection",
          "Keep-Alive",
          "Proxy-Authenticate",
          "Proxy-Authorization",
          "Te",
          "Trailer",
          "Transfer-Encoding",
          "Upgrade");

  private static final Set<String> CORS =
      names(
          "Access-Control-Allow-Credentials",
          "Access-Control-Allow-Headers",
          "Access-Control-Allow-Methods",
          "Access-Control-Allow-Origin");

  private ProxyHeaders() {}

  private static Set<String> names(String... names) {
    return Arrays.stream(names)
        .collect(toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
  }

  /// Of a request.
  ///
  /// @param uri what the backend's page is for the client, without host
  static Headers request(HttpRequest request, String uri) {
    var headers = upgrade(request);
    dropHops(headers);
    headers.set("X-Forwarded-Uri", uri);
    return headers;
  }

  /// Of a request to switch protocols.
  static Headers upgrade(HttpRequest request) {
    var headers = new Headers();
    request
        .headers()
        .asMap()
        .forEach(
            (name, values) -> {
              if (!isSecret(name)) {
                values.forEach(value -> headers.add(canonical(name), value));
              }
            });
    hideTokens(headers);
    headers.set(FORWARDED_FOR, forwardedFor(request));
    return headers;
  }

  private static boolean isSecret(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("authorization") || lower.startsWith(IMPERSONATION);
  }

  private static void hideTokens(Headers headers) {
    var offered = String.join(",", headers.all(SUBPROTOCOLS));
    if (offered.contains(BEARER)) {
      var rest =
          Arrays.stream(offered.split(",", -1))
              .map(String::strip)
              .filter(word -> !word.startsWith(BEARER))
              .collect(joining(", "));
      headers.asMap().remove(SUBPROTOCOLS);
      if (!rest.isEmpty()) {
        headers.set(SUBPROTOCOLS, rest);
      }
    }
  }

  private static String forwardedFor(HttpRequest request) {
    var before = String.join(", ", request.headers().all(FORWARDED_FOR));
    var client = request.peer().address();
    return before.isEmpty() ? client : before + ", " + client;
  }

  /// Of a response.
  static Headers response(Headers received) {
    var headers = new Headers();
    received.asMap().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
    dropHops(headers);
    headers.asMap().keySet().removeIf(CORS::contains);
    return headers;
  }

  private static void dropHops(Headers headers) {
    var named = String.join(",", headers.all("Connection"));
    for (var name : named.split(",", -1)) {
      headers.asMap().remove(name.strip());
    }
    headers.asMap().keySet().removeIf(HOP_BY_HOP::contains);
  }

  /// As Kubernetes' proxies write names: `x-request-id` becomes `X-Request-Id`.
  private static String canonical(String name) {
    return Arrays.stream(name.split("-", -1))
        .map(
            word ->
                word.isEmpty()
                    ? word
                    : word.substring(0, 1).toUpperCase(Locale.ROOT)
                        + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(joining("-"));
  }
}
