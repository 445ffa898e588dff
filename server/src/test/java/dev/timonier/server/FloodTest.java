package dev.timonier.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.server.filter.RequestLimits;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.fixture.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What happens while as many requests are under way as may be, seen from the network.
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FloodTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final int LARGE = 1000;

  private TestServer server;
  private HttpClient jane;
  private HttpClient admin;

  @BeforeEach
  void start() {
    var limits = new RequestLimits(Duration.ofMinutes(1), 1, 1);
    var usual = Serving.DEFAULT;
    server =
        new TestServer(
            new Serving(limits, usual.goawayChance(), usual.shutdownDelay(), usual.admission()));
    jane = client("CN=jane");
    admin = client("O=system:masters,CN=admin");
    server
        .admin()
        .post(
            "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            "{metadata: {name: jane}, subjects: [{kind: User, name: jane}],"
                + " roleRef: {kind: ClusterRole, name: cluster-admin}}");
  }

  private static HttpClient client(String subject) {
    return HttpClient.newBuilder().sslContext(TestKeys.clientContext(subject)).build();
  }

  @AfterEach
  void stop() {
    jane.shutdownNow();
    admin.shutdownNow();
    server.close();
  }

  /// Begins a request whose body does not come.
  private Socket hold() throws IOException {
    var sockets = TestKeys.clientContext("CN=jane").getSocketFactory();
    var socket = sockets.createSocket("127.0.0.1", server.port());
    var head = "POST " + MAPS + " HTTP/1.1\r\nHost: here\r\nContent-Length: " + LARGE + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    await().until(() -> underWay() == 1);
    return socket;
  }

  private double underWay() {
    var name = "apiserver_current_inflight_requests{request_kind=\"mutating\"} ";
    return server
        .admin()
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  private HttpResponse<String> create(HttpClient client, Version version) throws Exception {
    var name = "map-" + version.name().toLowerCase(Locale.ROOT).replace('_', '-');
    var request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + MAPS))
            .version(version)
            .POST(BodyPublishers.ofString("{\"metadata\":{\"name\":\"" + name + "\"}}"))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @ParameterizedTest
  @EnumSource
  void requestsThatAreTooManyAreTurnedAwayForASecond(Version version) throws Exception {
    try (var _ = hold()) {
      var refused = create(jane, version);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(refused.body()).isEqualTo("Too many requests, please try again later.\n");
    }
    await().untilAsserted(() -> assertThat(create(jane, version).statusCode()).isEqualTo(201));
  }

  @ParameterizedTest
  @EnumSource
  void administratorsGetInAllTheSame(Version version) throws Exception {
    try (var _ = hold()) {
      assertThat(create(admin, version).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void requestThatTakesTooLongIsAnsweredAndItsConnectionClosed() throws Exception {
    try (var slow = hold()) {
      server.time().advance(Duration.ofMinutes(1));
      var reply = new String(slow.getInputStream().readAllBytes(), US_ASCII);
      assertThat(reply)
          .startsWith("HTTP/1.1 504 Gateway Timeout\r\n")
          .containsIgnoringCase("\r\nconnection: close\r\n")
          .contains(
              "\"message\":\"Timeout: request did not complete within the allotted timeout\"");
    }
    await().until(() -> underWay() == 0);
  }
}
