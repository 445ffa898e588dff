package dev.timonier.nodeagent.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one repository of a registry (OCI distribution, Docker registry version 2). Registries on
/// this machine may speak plain HTTP, all others must speak HTTPS.
final class RegistryClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MOST_REDIRECTS = 5;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int LARGEST_DOCUMENT = 8 << 20;
  private static final String DOCKER_HUB = "docker.io";

  /// A blob on its way.
  ///
  /// @param offset where in the blob it begins
  record Arrival(InputStream content, long offset) {}

  private final HttpClient http;
  private final ImageReference reference;
  private final RegistryAuthorization authorization;
  private volatile String scheme;

  /// @param http follows no redirects by itself: credentials must not go elsewhere
  RegistryClient(HttpClient http, ImageReference reference, RegistryAuthorization authorization) {
    this.http = http;
    this.reference = reference;
    this.authorization = authorization;
    this.scheme = isLoopback(host(reference)) ? "http" : "https";
  }

  /// A manifest or an index.
  ///
  /// @param name tag or digest
  byte[] manifest(String name) throws IOException {
    var accept = String.join(", ", Manifest.MEDIA_TYPES);
    var path = "/manifests/" + name;
    var response = get(path, builder -> builder.header("Accept", accept));
    try (var body = response.body()) {
      check(response, path);
      var document = body.readNBytes(LARGEST_DOCUMENT + 1);
      if (document.length > LARGEST_DOCUMENT) {
        throw new RegistryException("manifest is too large");
      }
      return document;
    }
  }

  /// A blob, from an offset if the registry can do that, else from its beginning.
  Arrival blob(Digest digest, long offset) throws IOException {
    var path = "/blobs/" + digest;
    var response =
        get(
            path,
            builder -> {
              if (offset > 0) {
                builder.header("Range", "bytes=" + offset + "-");
              }
            });
    try {
      check(response, path);
    } catch (IOException failure) {
      response.body().close();
      throw failure;
    }
    return new Arrival(response.body(), response.statusCode() == PARTIAL ? offset : 0);
  }

  private void check(HttpResponse<InputStream> response, String path) throws IOException {
    switch (response.statusCode()) {
      case OK, PARTIAL -> {}
      case NOT_FOUND -> throw new RegistryException(reference + ": not found");
      case UNAUTHORIZED, FORBIDDEN ->
          throw new RegistryException(
              "pull access denied, repository does not exist or may require authorization: "
                  + "authorization failed");
      default ->
          throw new RegistryException(
              "unexpected status from GET request to "
                  + address(path)
                  + ": "
                  + response.statusCode());
    }
  }

  /// Adds headers.
  private interface Headers {
    void addTo(HttpRequest.Builder request);
  }

  private HttpResponse<InputStream> get(String path, Headers headers) throws IOException {
    try {
      var response = follow(path, headers);
      if (response.statusCode() == UNAUTHORIZED && answered(response)) {
        response.body().close();
        return follow(path, headers);
      }
      return response;
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new RegistryException("interrupted", new IOException(interrupt));
    }
  }

  private boolean answered(HttpResponse<InputStream> response)
      throws IOException, InterruptedException {
    for (var challenge : response.headers().allValues("WWW-Authenticate")) {
      if (authorization.answer(challenge, reference.repository())) {
        return true;
      }
    }
    return false;
  }

  private HttpResponse<InputStream> follow(String path, Headers headers)
      throws IOException, InterruptedException {
    var response = sendInEitherScheme(path, headers);
    for (var i = 0; i < MOST_REDIRECTS && REDIRECTS.contains(response.statusCode()); i++) {
      var from = response.uri();
      var location = response.headers().firstValue("Location").orElse("");
      response.body().close();
      response = send(redirected(from, location), credentialsFor(from, location), headers);
    }
    return response;
  }

  private static URI redirected(URI from, String location) throws IOException {
    var to = from.resolve(location);
    if ("https".equals(from.getScheme()) && !"https".equals(to.getScheme())) {
      throw new RegistryException("redirected from HTTPS to " + to);
    }
    return to;
  }

  /// Nobody but the registry itself gets to see the credentials.
  private Optional<String> credentialsFor(URI from, String location) {
    var sameHost = from.getRawAuthority().equals(from.resolve(location).getRawAuthority());
    return sameHost ? authorization.header() : Optional.empty();
  }

  /// A server of this machine that wants TLS says so by 400, or hangs up.
  private HttpResponse<InputStream> sendInEitherScheme(String path, Headers headers)
      throws IOException, InterruptedException {
    try {
      var response = send(address(path), authorization.header(), headers);
      if (scheme.equals("https") || response.statusCode() != BAD_REQUEST) {
        return response;
      }
      response.body().close();
    } catch (IOException failure) {
      if (scheme.equals("https") || failure instanceof ConnectException) {
        throw failed(path, failure);
      }
    }
    scheme = "https";
    return sendInEitherScheme(path, headers);
  }

  private HttpResponse<InputStream> send(URI address, Optional<String> credentials, Headers headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address).timeout(TIMEOUT);
    headers.addTo(request);
    credentials.ifPresent(value -> request.header("Authorization", value));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private IOException failed(String path, IOException failure) {
    var start = "failed to do request: Head \"" + address(path) + "\": ";
    if (failure instanceof ConnectException) {
      var unknown = causes(failure).stream().anyMatch(UnresolvedAddressException.class::isInstance);
      return new RegistryException(
          start
              + (unknown
                  ? "dial tcp: lookup " + host(reference) + ": no such host"
                  : "dial tcp " + reference.registry() + ": connect: connection refused"),
          failure);
    }
    return new RegistryException(start + failure.getMessage(), failure);
  }

  private static List<Throwable> causes(Throwable failure) {
    var causes = new ArrayList<Throwable>();
    for (var cause = Optional.of(failure); cause.isPresent(); ) {
      causes.add(cause.get());
      cause = Optional.ofNullable(cause.get().getCause());
    }
    return causes;
  }

  private static String host(ImageReference reference) {
    return reference.registry().replaceFirst(":\\d+$", "");
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private URI address(String path) {
    var registry =
        reference.registry().equals(DOCKER_HUB) ? "registry-1.docker.io" : reference.registry();
    return URI.create(scheme + "://" + registry + "/v2/" + reference.repository() + path);
  }
}
