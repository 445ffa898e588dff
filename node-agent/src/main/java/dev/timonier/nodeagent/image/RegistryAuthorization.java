package dev.timonier.nodeagent.image;

import dev.timonier.nodeagent.runtime.RegistryCredential;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Answers the challenges of one registry for one pull.
final class RegistryAuthorization {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int OK = 200;

  private final HttpClient http;
  private final List<RegistryCredential> credentials;
  private volatile Optional<String> header = Optional.empty();

  RegistryAuthorization(HttpClient http, List<RegistryCredential> credentials) {
    this.http = http;
    this.credentials = credentials;
  }

  /// What to send as `Authorization`.
  Optional<String> header() {
    return header;
  }

  /// Gets something to answer a challenge with.
  ///
  /// @return whether it is worth asking again
  boolean answer(String challenge, String repository) throws IOException, InterruptedException {
    var before = header;
    var parsed = Challenge.parse(challenge);
    if (parsed.isPresent()) {
      header =
          switch (parsed.get().scheme()) {
            case BASIC -> credentials.stream().findFirst().map(RegistryAuthorization::basic);
            case BEARER -> token(parsed.get(), repository).map(token -> "Bearer " + token);
          };
    }
    return header.isPresent() && !header.equals(before);
  }

  private static String basic(RegistryCredential credential) {
    var pair = credential.username() + ":" + credential.password();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<String> token(Challenge challenge, String repository)
      throws IOException, InterruptedException {
    var scope =
        challenge.parameter("scope").isEmpty()
            ? "repository:" + repository + ":pull"
            : challenge.parameter("scope");
    var address =
        URI.create(
            challenge.parameter("realm")
                + (challenge.parameter("realm").contains("?") ? "&" : "?")
                + "service="
                + encoded(challenge.parameter("service"))
                + "&scope="
                + encoded(scope));
    var request = HttpRequest.newBuilder(address).timeout(TIMEOUT);
    credentials.stream()
        .findFirst()
        .ifPresent(credential -> request.header("Authorization", basic(credential)));
    var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return response.statusCode() == OK ? token(response.body()) : Optional.empty();
  }

  private static Optional<String> token(byte[] body) throws IOException {
    var answer = Json.parse(body);
    var token = answer.path("token").asText(answer.path("access_token").asText());
    return token.isEmpty() ? Optional.empty() : Optional.of(token);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
