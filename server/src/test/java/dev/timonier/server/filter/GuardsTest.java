package dev.timonier.server.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Decision;
import dev.timonier.server.fixture.NoNotes;
import dev.timonier.server.http.RequestHandler;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Peer;
import dev.timonier.server.request.Query;
import dev.timonier.server.request.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What protects the server from requests that are too many, take too long, or come too late.
class GuardsTest {
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final RequestLimits LIMITS = new RequestLimits(Duration.ofSeconds(60), 2, 1);

  private final VirtualTime time = new VirtualTime();
  private final Shutdown shutdown = new Shutdown(time);
  private final List<Integer> terminations = new ArrayList<>();
  private final List<Reply> late = new ArrayList<>();
  private Handler target = _ -> Reply.text(200, "done");
  private User user = new User("jane", "", List.of(User.AUTHENTICATED), Map.of());
  private CompletableFuture<Void> mayWrite = CompletableFuture.completedFuture(null);

  private final RequestHandler server =
      FilterChain.of(
          List.of(_ -> Optional.of(user)),
          (_, _) -> Decision.ALLOWED,
          new FilterChain.Guards(
              LIMITS, new InFlight(), shutdown, (_, code) -> terminations.add(code), new NoNotes()),
          () -> "audit-1",
          time,
          call -> target.answer(call));

  /// Keeps what was answered in the handler's stead, and writes no reply before it may.
  private final HttpRequest.Connection connection =
      new HttpRequest.Connection() {
        @Override
        public boolean isWebSocketUpgrade() {
          return false;
        }

        @Override
        public void interrupt(Reply reply) {
          late.add(reply);
        }

        @Override
        public void whenWritten(Runnable action) {
          var _ = mayWrite.thenRun(action);
        }
      };

  private Reply ask(String method, String path, String query) {
    return server.answer(
        new HttpRequest(
            method,
            path,
            Query.parse(query),
            new Headers(),
            new Peer("127.0.0.1", List.of()),
            () -> new byte[0],
            connection));
  }

  private static String text(Reply reply) {
    return new String(((Reply.Complete) reply).body(), StandardCharsets.UTF_8);
  }

  private static Optional<String> header(Reply reply, String name) {
    return reply.headers().first(name);
  }

  /// Asks again and again from within, and tells the codes, the innermost first.
  private List<Integer> nested(int times, String method, String path) {
    var codes = new ArrayList<Integer>();
    target =
        call -> {
          if (codes.size() < times) {
            var depth = codes.size();
            codes.add(0);
            codes.set(depth, ask(method, path, "").status());
          }
          return Reply.text(200, "done");
        };
    ask(method, path, "");
    return codes;
  }

  @Test
  void readersBeyondTheLimitAreTurnedAway() {
    assertThat(nested(2, "GET", PODS)).containsExactly(200, 429);
    assertThat(terminations).containsExactly(429);
  }

  @Test
  void writersHaveALimitOfTheirOwn() {
    assertThat(nested(1, "POST", PODS)).containsExactly(429);
  }

  @Test
  void whoIsTurnedAwayIsToldWhenToComeAgain() {
    var refusals = new ArrayList<Reply>();
    target =
        _ -> {
          refusals.add(ask("DELETE", PODS + "/a", ""));
          return Reply.text(200, "done");
        };
    ask("POST", PODS, "");

    var refusal = refusals.getFirst();
    assertThat(text(refusal)).isEqualTo("Too many requests, please try again later.\n");
    assertThat(header(refusal, "Retry-After")).contains("1");
    assertThat(header(refusal, "Audit-Id")).contains("audit-1");
  }

  @Test
  void limitIsFreeAgainWhenRequestsHaveEnded() {
    for (var i = 0; i < 10; i++) {
      assertThat(ask("POST", PODS, "").status()).isEqualTo(200);
    }
  }

  @Test
  void listThatIsStillWrittenCounts() throws IOException {
    target = _ -> new Reply.Streamed(200, new Headers(), _ -> {});
    var first = (Reply.Streamed) ask("GET", PODS, "");
    ask("GET", PODS, "");
    assertThat(ask("GET", PODS, "").status()).isEqualTo(429);

    first.writer().write(new NoSink());
    assertThat(ask("GET", PODS, "").status()).isEqualTo(200);
  }

  private static final class NoSink implements Reply.BodySink {
    @Override
    public void write(byte[] piece) {}

    @Override
    public void expectSilence(Runnable whenGone) {}
  }

  @Test
  void mastersAreNeverTurnedAway() {
    user = new User("admin", "", List.of(User.MASTERS), Map.of());
    assertThat(nested(3, "POST", PODS)).containsExactly(200, 200, 200);
  }

  @Test
  void watchesCountForNothing() {
    assertThat(nested(5, "GET", "/api/v1/watch/pods")).containsOnly(200);
    assertThat(nested(5, "POST", PODS + "/a/exec")).containsOnly(200);
  }

  record Timeout(String query, long seconds) {}

  static final List<Timeout> timeouts =
      List.of(
          new Timeout("", 60),
          new Timeout("timeout=10s", 10),
          new Timeout("timeout=0s", 60),
          new Timeout("timeout=1h", 60),
          new Timeout("timeout=-5s", 60));

  @ParameterizedTest
  @FieldSource("timeouts")
  void requestThatTakesTooLongIsAnswered(Timeout row) {
    target =
        _ -> {
          time.advance(Duration.ofSeconds(row.seconds).minusMillis(1));
          assertThat(late).isEmpty();
          time.advance(Duration.ofMillis(1));
          return Reply.text(200, "done");
        };
    ask("GET", PODS, row.query);

    assertThat(late).hasSize(1);
    assertThat(late.getFirst().status()).isEqualTo(504);
    assertThat(header(late.getFirst(), "Audit-Id")).contains("audit-1");
    assertThat(text(late.getFirst()))
        .isEqualTo(
            "{\"metadata\":{},\"status\":\"Failure\",\"message\":\"Timeout: request did not"
                + " complete within the allotted timeout\",\"reason\":\"Timeout\",\"details\":{},"
                + "\"code\":504}\n");
    assertThat(terminations).containsExactly(504);
  }

  @Test
  void requestThatHasEndedIsAnsweredOnce() {
    ask("GET", PODS, "timeout=1s");
    time.advance(Duration.ofMinutes(5));
    assertThat(late).isEmpty();
  }

  @Test
  void watchMayTakeAsLongAsItLikes() {
    target =
        _ -> {
          time.advance(Duration.ofHours(1));
          return Reply.text(200, "done");
        };
    ask("GET", PODS, "watch=true&timeout=nonsense");
    assertThat(late).isEmpty();
  }

  record Malformed(String text, String fault) {}

  static final List<Malformed> malformed =
      List.of(
          new Malformed("abc", "invalid duration \\\"abc\\\""),
          new Malformed("5", "missing unit in duration \\\"5\\\""),
          new Malformed("5y", "unknown unit \\\"y\\\" in duration \\\"5y\\\""),
          new Malformed("-", "invalid duration \\\"-\\\""),
          new Malformed("1s.", "invalid duration \\\"1s.\\\""));

  @ParameterizedTest
  @FieldSource("malformed")
  void timeoutThatIsNoDurationIsRefused(Malformed row) {
    var reply = ask("GET", PODS, "timeout=" + row.text);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(text(reply))
        .contains("invalid timeout specified in the request URL - time: " + row.fault);
  }

  @Test
  void faultOfOursTellsNothingOfIt() {
    target =
        _ -> {
          throw new IllegalStateException("dev.timonier.Secret");
        };
    var reply = ask("GET", PODS, "");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(text(reply))
        .isEqualTo("This request caused apiserver to panic. Look in the logs for details.\n");
    assertThat(header(reply, "Audit-Id")).contains("audit-1");
  }

  @Test
  void stackThatOverflowsIsAnsweredToo() {
    target = _ -> Reply.text(depth(0), "deep");
    assertThat(ask("GET", PODS, "").status()).isEqualTo(500);
    target = _ -> Reply.text(200, "done");
    assertThat(ask("GET", PODS, "").status()).isEqualTo(200);
  }

  private static int depth(int present) {
    return present < 0 ? present : depth(present + 1) + 1;
  }

  @Test
  void serverThatShutsDownFinishesWhatIsUnderWay() {
    var refusals = new ArrayList<Reply>();
    target =
        call -> {
          if (!call.info().isResourceRequest()) {
            return Reply.text(200, "ok");
          }
          shutdown.begin();
          shutdown.refuse();
          refusals.add(ask("GET", PODS, ""));
          refusals.add(ask("GET", "/readyz", ""));
          return Reply.text(200, "done");
        };

    assertThat(ask("GET", PODS, "").status()).isEqualTo(200);
    shutdown.awaitDrained(Duration.ofSeconds(60));
    assertThat(refusals).extracting(Reply::status).containsExactly(503, 200);
    assertThat(text(refusals.getFirst())).contains("apiserver is shutting down");
    assertThat(header(refusals.getFirst(), "Retry-After")).contains("1");
    assertThat(header(refusals.getFirst(), "Connection")).contains("close");
  }

  @Test
  void serverThatShutsDownWaitsUntilRepliesAreWritten() throws Exception {
    mayWrite = new CompletableFuture<>();
    assertThat(ask("GET", PODS, "").status()).isEqualTo(200);
    shutdown.refuse();
    var waiting = Thread.ofVirtual().start(() -> shutdown.awaitDrained(Duration.ofSeconds(60)));

    await().until(() -> waiting.getState() == Thread.State.WAITING);
    mayWrite.complete(null);
    waiting.join();
  }

  @Test
  void serverThatShutsDownWaitsNoLongerThanItMay() {
    target =
        _ -> {
          shutdown.refuse();
          var waiting = Thread.ofVirtual().start(() -> shutdown.awaitDrained(LIMITS.timeout()));
          while (waiting.isAlive()) {
            time.advance(Duration.ofSeconds(1));
            Thread.onSpinWait();
          }
          return Reply.text(200, "done");
        };
    assertThat(ask("GET", PODS, "").status()).isEqualTo(200);
  }
}
