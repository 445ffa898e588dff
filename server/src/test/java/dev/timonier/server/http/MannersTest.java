package dev.timonier.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.proxy.AnyServer;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When connections end, and how requests end with them.
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MannersTest {
  private static final Headers TEXT = Headers.contentType("text/plain");

  private final VirtualTime time = new VirtualTime();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();

  /// Each connection that was opened: when it is closed.
  private final BlockingQueue<CompletableFuture<Void>> connections = new LinkedBlockingQueue<>();

  private final BlockingQueue<Reply.FrameSink> watches = new LinkedBlockingQueue<>();
  private final BlockingQueue<HttpRequest> slow = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> slowAnswer = new CompletableFuture<>();
  private final LongAdder failedHandshakes = new LongAdder();
  private volatile boolean sendsAway;
  private HttpFront front;

  @BeforeEach
  void start(@TempDir Path directory) {
    var tls = TestKeys.writeIdentity(directory);
    var hooks = new ConnectionHooks(() -> sendsAway, failedHandshakes::increment);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    front = HttpFront.start(address, tls, this::answer, executor, time, hooks);
  }

  /// Paths are what is wanted of the front.
  private Reply answer(HttpRequest request) {
    return switch (request.path()) {
      case "/quick" -> Reply.text(200, "quick");
      case "/slow" -> {
        slow.add(request);
        yield Reply.text(200, slowAnswer.join());
      }
      case "/broken" -> new Reply.Streamed(200, TEXT, MannersTest::breakOff);
      case "/echo" -> echo(request);
      case "/watch" -> new Reply.Pushed(200, TEXT, this::begin);
      default -> Reply.text(200, "(" + request.path() + ")");
    };
  }

  private static Reply echo(HttpRequest request) {
    try {
      return Reply.text(200, new String(request.body().get(), UTF_8));
    } catch (ApiException e) {
      return Reply.text(e.code(), e.status().getMessage());
    }
  }

  private static void breakOff(Reply.BodySink sink) {
    sink.write("half".getBytes(UTF_8));
    throw new IllegalStateException("the other half is missing");
  }

  private AutoCloseable begin(Reply.FrameSink sink) {
    watches.add(sink);
    return () -> {};
  }

  @AfterEach
  void stop() {
    slowAnswer.complete("");
    vertx.close().toCompletionStage().toCompletableFuture().join();
    front.close();
    executor.close();
  }

  private HttpClient client(HttpVersion version) {
    var options =
        new HttpClientOptions()
            .setSsl(true)
            .setTrustAll(true)
            .setVerifyHost(false)
            .setUseAlpn(true)
            .setProtocolVersion(version)
            .setMaxPoolSize(1)
            .setHttp2MaxPoolSize(1);
    return vertx.httpClientBuilder().with(options).withConnectHandler(this::connected).build();
  }

  private CompletableFuture<String> get(HttpClient client, String path) {
    return onLoop(
        () ->
            client
                .request(HttpMethod.GET, front.port(), "127.0.0.1", path)
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body)
                .map(Buffer::toString));
  }

  private HttpClientResponse watch(HttpClient client, Handler<Buffer> frames, Runnable ended) {
    return onLoop(
            () ->
                client
                    .request(HttpMethod.GET, front.port(), "127.0.0.1", "/watch")
                    .compose(HttpClientRequest::send)
                    .map(response -> response.handler(frames).endHandler(_ -> ended.run())))
        .join();
  }

  /// Asks on an event loop, so that nothing arrives before it is awaited.
  private <T> CompletableFuture<T> onLoop(Supplier<Future<T>> action) {
    var done = new CompletableFuture<T>();
    loop.runOnContext(
        _ -> action.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
    return done;
  }

  private void connected(HttpConnection connection) {
    var closed = new CompletableFuture<Void>();
    connection.closeHandler(_ -> closed.complete(null));
    connections.add(closed);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void connectionThatNobodyUsesIsClosed(HttpVersion version) throws Exception {
    var client = client(version);
    get(client, "/quick").join();
    var closed = connections.take();

    time.advance(Duration.ofSeconds(80));
    assertThat(get(client, "/quick").join()).isEqualTo("quick");
    assertThat(connections).isEmpty();
    passUntil(closed);
  }

  /// The server may notice later than the client that something is over.
  private void passUntil(CompletableFuture<?> end) {
    while (!end.isDone()) {
      time.advance(Duration.ofSeconds(10));
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void connectionWithAWatchIsNeverIdle(HttpVersion version) throws Exception {
    var frames = new LinkedBlockingQueue<String>();
    watch(client(version), frame -> frames.add(frame.toString()), () -> {});
    var sink = watches.take();

    time.advance(Duration.ofHours(1));
    sink.push("still there".getBytes(UTF_8));
    assertThat(frames.take()).isEqualTo("still there");
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void repliesTellTheirDate(HttpVersion version) {
    var client = client(version);
    for (var reply = 0; reply < 3; reply++) {
      assertThat(date(client)).isEqualTo(time.instant().truncatedTo(ChronoUnit.SECONDS));
      time.advance(Duration.ofMillis(700));
    }
  }

  private Instant date(HttpClient client) {
    var header =
        onLoop(
                () ->
                    client
                        .request(HttpMethod.GET, front.port(), "127.0.0.1", "/quick")
                        .compose(HttpClientRequest::send)
                        .map(response -> response.getHeader("Date")))
            .join();
    return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header));
  }

  /// What Go's server answers when it hangs up.
  record Refused(String head, String status, String text) {
    Refused(String head, String status) {
      this(head, status, status);
    }

    @Override
    public String toString() {
      return head.replace("\r\n", " ");
    }

    String reply() {
      return "HTTP/1.1 "
          + status
          + "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"
          + text;
    }
  }

  private static final String VERSION =
      "505 HTTP Version Not Supported: unsupported protocol version";
  private static final String BAD = "400 Bad Request";

  static final List<Refused> refused =
      List.of(
          new Refused("GET /quick HTTP/3.0\r\nHost: here\r\n", VERSION),
          new Refused("GET /quick HTTP/2.0\r\nHost: here\r\n", VERSION),
          new Refused("GET /quick HTTP/0.9\r\n", VERSION),
          new Refused("GET /quick HTTP/11.1\r\nHost: here\r\n", BAD),
          new Refused("GET /quick HTTP/1\r\nHost: here\r\n", BAD),
          new Refused("GET /quick http/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET /quick HTTPS/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET /quick\r\nHost: here\r\n", BAD),
          new Refused("G@T /quick HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET  /quick HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET /quick  HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET\t/quick HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET /quick\tHTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET /quick HTTP/1.1 \r\nHost: here\r\n", BAD),
          new Refused("GET /a quick HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET quick HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("\r\nGET /quick HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("\nGET /quick HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused(" GET /quick HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("PRI /quick HTTP/2.0\r\nHost: here\r\n", VERSION),
          new Refused("GET :quick HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET /quick%zz HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET /quick%2 HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET /quick%2?5 HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET /\0quick HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET /\u007fquick HTTP/1.1\r\nHost: here\r\n", BAD),
          new Refused("GET /quick HTTP/1.1\r\n Host: here\r\n", BAD),
          new Refused("GET /quick HTTP/1.1\r\nHost: here\r\n: nameless\r\n", BAD),
          new Refused("GET /quick HTTP/1.1\r\nHost: here\r\nX\r\n", BAD),
          new Refused("GET /quick HTTP/1.1\r\nHost: here\r\nX@: a\r\n", BAD),
          new Refused(
              "GET /quick HTTP/1.1\r\nHost: here\r\nX : a\r\n", BAD + ": invalid header name"),
          new Refused("GET /quick HTTP/1.1\r\nHost: here\r\nX @: a\r\n", BAD),
          new Refused("GET /quick HTTP/1.1\r\nHost: here\r\nX: \0\r\n", BAD),
          new Refused("GET /quick HTTP/1.1\r\nHost: here\r\nX: \1\r\n", BAD),
          new Refused("GET /quick HTTP/1.1\r\nHost: here\r\nX: a\rb\r\n", BAD),
          new Refused("GET /quick HTTP/1.1\r\n", BAD + ": missing required Host header"),
          new Refused(
              "GET /quick HTTP/1.1\r\nHost: here or there\r\n", BAD + ": malformed Host header"),
          new Refused("GET /quick HTTP/1.1\r\nHost: here\r\nHost: there\r\n", BAD),
          new Refused("POST /quick HTTP/1.1\r\nHost: here\r\nContent-Length: few\r\n", BAD),
          new Refused("POST /quick HTTP/1.1\r\nHost: here\r\nContent-Length: +2\r\n", BAD),
          new Refused("POST /quick HTTP/1.1\r\nHost: here\r\nContent-Length: -2\r\n", BAD),
          new Refused(
              "POST /quick HTTP/1.1\r\nHost: here\r\nContent-Length: 99999999999999999999\r\n",
              BAD),
          new Refused("POST /quick HTTP/1.1\r\nHost: here\r\nContent-Length: 2, 2\r\n", BAD),
          new Refused("POST /quick HTTP/1.0\r\nContent-Length: 2\r\nContent-Length: 3\r\n", BAD),
          new Refused(
              "POST /quick HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\nContent-Length: 3\r\n",
              BAD),
          new Refused(
              "POST /quick HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\nContent-Length: 02\r\n",
              BAD),
          new Refused(
              "POST / HTTP/1.1\r\nHost:\r\nTransfer-Encoding: chunked\r\nTrailer: A, trailer\r\n",
              BAD),
          new Refused(
              "POST /quick HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: \u000bchunked\r\n", BAD),
          new Refused(
              "POST /quick HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: gzip, chunked\r\n",
              "501 Not Implemented",
              "Unsupported transfer encoding"),
          new Refused(
              "POST /quick HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: gzip\r\n",
              "501 Not Implemented",
              "Unsupported transfer encoding"));

  @ParameterizedTest
  @FieldSource("refused")
  void whatIsNoRequestIsRefusedAsByGo(Refused row) throws Exception {
    try (var socket = connect(row.head + "\r\n")) {
      assertThat(read(socket)).isEqualTo(row.reply());
    }
  }

  @Test
  void whoExpectsWhatThereIsNotIsRefusedWithoutWords() throws Exception {
    try (var socket = connect("GET /quick HTTP/1.1\r\nHost: here\r\nExpect: 200-ok\r\n\r\n")) {
      assertThat(read(socket))
          .isEqualTo(
              "HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
  }

  @Test
  void laterVersionOfHttpIsAnsweredInTheOneWeSpeak() throws Exception {
    var request = "GET /quick HTTP/1.7\r\nHost: here\r\nConnection: close\r\n\r\n";
    try (var socket = connect(request)) {
      assertThat(read(socket)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nquick");
    }
  }

  /// Go would take the chunks. Whoever looks at the other header would see another request in them.
  @Test
  void bodyThatEndsInTwoWaysIsRefused() throws Exception {
    var head = "POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n";
    try (var socket = connect(head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) {
      assertThat(read(socket)).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
  }

  private static final String CHUNKS = "2;a=b\r\nab\r\n0\r\nX: y\r\n\r\n";

  record Odd(String request, String answer) {
    @Override
    public String toString() {
      return request.replace("\r\n", " ");
    }
  }

  static final List<Odd> odd =
      List.of(
          new Odd("GET http://other/quick HTTP/1.1\r\nHost: here\r\n\r\n", "quick"),
          new Odd("GET /quick?a=%zz HTTP/1.1\r\nHost: here\r\n\r\n", "quick"),
          new Odd("GET /quick HTTP/1.1\r\nHost: here\r\nX: a\r\n b\r\n\r\n", "quick"),
          new Odd("GET /quick HTTP/1.1\r\nHost: here\r\nX: a\tb\r\n\r\n", "quick"),
          new Odd("GET /quick HTTP/1.1\r\nHost:\r\n\r\n", "quick"),
          new Odd("BREW /quick HTTP/1.1\r\nHost: here\r\n\r\n", "quick"),
          new Odd("TRACE /quick HTTP/1.1\r\nHost: here\r\n\r\n", "quick"),
          new Odd("GET /quick HTTP/1.0\r\n\r\n", "quick"),
          new Odd("CONNECT quick HTTP/1.1\r\n\r\n", "()"),
          new Odd("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 02\r\n\r\nab", "ab"),
          new Odd("GET other:/quick HTTP/1.1\r\nHost: here\r\n\r\n", "quick"),
          new Odd("GET http://other HTTP/1.1\r\nHost: here\r\n\r\n", "()"),
          new Odd("CONNECT quick HTTP/1.1\r\nHost: here\r\n\r\n", "()"),
          new Odd("PRI * HTTP/2.0\r\nHost: here\r\n\r\n", "(*)"),
          new Odd("GET /quick HTTP/1.1\r\nHost: here\n\n", "quick"),
          new Odd("POST /echo HTTP/1.1\r\nHost: here\nContent-Length: 2\n\na\n", "a\n"),
          new Odd(
              "POST /echo HTTP/1.1\r\nHost:\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab",
              "ab"),
          new Odd("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 02\r\n\r\nab", "ab"),
          new Odd(
              "POST /echo HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: CHUNKED\r\n\r\n" + CHUNKS,
              "ab"));

  @ParameterizedTest
  @FieldSource("odd")
  void whatIsOddIsAnsweredAsByGo(Odd row) throws Exception {
    try (var socket = connect(row.request.replaceFirst("\r\n", "\r\nConnection: close\r\n"))) {
      assertThat(read(socket)).containsPattern("^HTTP/1.[01] 200 OK\r\n").endsWith(row.answer);
    }
  }

  @Test
  void whoExpectsToBeToldToGoOnIsTold() throws Exception {
    var head = "POST /echo HTTP/1.1\r\nHost: here\r\nConnection: close\r\n";
    try (var socket = connect(head + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nab")) {
      assertThat(read(socket))
          .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
          .endsWith("ab");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 2\r\n", "Transfer-Encoding: chunked\r\n"})
  void whoseBodyIsNotWantedIsNotToldToSendIt(String form) throws Exception {
    var head = "POST /quick HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\n";
    try (var socket = connect(head + form + "\r\n")) {
      assertThat(read(socket).toLowerCase(Locale.ROOT))
          .startsWith("http/1.1 200 ok\r\n")
          .contains("\r\nconnection: close\r\n")
          .endsWith("quick");
    }
  }

  @Test
  void whoHasNoBodyIsNotToldToSendIt() throws Exception {
    var head = "POST /echo HTTP/1.1\r\nHost: here\r\nConnection: close\r\n";
    try (var socket = connect(head + "Expect: 100-continue\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(read(socket)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo, Close", "close,foo", "CLOSE"})
  void whoAsksToCloseIsToldSo(String connection) throws Exception {
    var head = "GET /quick HTTP/1.1\r\nHost: here\r\nConnection: " + connection + "\r\n\r\n";
    try (var socket = connect(head)) {
      assertThat(read(socket).toLowerCase(Locale.ROOT))
          .contains("\r\nconnection: close\r\n")
          .endsWith("quick");
    }
  }

  /// Old clients send what ends a line behind what they post.
  @Test
  void lineEndsAreForgivenBehindWhatIsPosted() throws Exception {
    var posted = "POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nab";
    var next = "GET /quick HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
    try (var socket = connect(posted + "\r\n\r\n" + next)) {
      assertThat(read(socket)).contains("\r\n\r\nabHTTP/1.1 200 OK\r\n").endsWith("quick");
    }
    try (var socket = connect(next.replace("Connection: close\r\n", "") + "\r\n" + next)) {
      assertThat(read(socket)).contains("\r\n\r\nquickHTTP/1.1 400 Bad Request\r\n");
    }
  }

  @Test
  void nothingIsReadBehindTheLastRequest() throws Exception {
    var last = "GET /quick HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
    try (var socket = connect(last + "\0\r\n\r\n")) {
      assertThat(read(socket)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nquick");
    }
  }

  @Test
  void wholePrefaceOfTheNextHttpIsARequestLikeOthers() throws Exception {
    try (var socket = connect("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
      assertThat(read(socket).toLowerCase(Locale.ROOT))
          .startsWith("http/1.1 200 ok\r\n")
          .contains("\r\nconnection: close\r\n")
          .endsWith("(*)");
    }
  }

  @Test
  void whoAsksAboutTheServerIsAnsweredWithoutIt() throws Exception {
    var request = "OPTIONS * HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
    try (var socket = connect(request)) {
      assertThat(read(socket).toLowerCase(Locale.ROOT))
          .startsWith("http/1.1 200 ok\r\n")
          .contains("\r\ncontent-length: 0\r\n")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void whoSpeaksNoTlsIsToldSo() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
      socket
          .getOutputStream()
          .write("GET /quick HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(US_ASCII));
      assertThat(read(socket))
          .isEqualTo(
              "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");
    }
    await().until(() -> failedHandshakes.sum() == 1);
  }

  @Test
  void whoSpeaksNeitherIsCounted() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
      socket.getOutputStream().write("EHLO here\r\n".getBytes(US_ASCII));
      read(socket);
    }
    await().until(() -> failedHandshakes.sum() == 1);
  }

  record Chunks(String chunks, String fault) {}

  static final List<Chunks> broken =
      List.of(
          new Chunks("4\r\nhalf\r\nzz\r\n", "invalid byte in chunk length"),
          new Chunks("4\r\nhalf\n0\r\n\r\n", "malformed chunked encoding"),
          new Chunks("4\r\nhalf and more\r\n", "malformed chunked encoding"));

  @ParameterizedTest
  @FieldSource("broken")
  void chunksThatMakeNoSenseAreAFaultOfTheBody(Chunks row) throws Exception {
    var head = "POST /echo HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (var socket = connect(head + row.chunks)) {
      assertThat(read(socket).toLowerCase(Locale.ROOT))
          .startsWith("http/1.1 500 internal server error\r\n")
          .contains("\r\nconnection: close\r\n")
          .endsWith("\r\n\r\n" + row.fault);
    }
  }

  private Socket connect() throws IOException {
    return connect("GET /quick HTTP/1.1\r\nHost: here\r\nX: ");
  }

  private Socket connect(String begin) throws IOException {
    var socket = AnyServer.context().getSocketFactory().createSocket("127.0.0.1", front.port());
    socket.getOutputStream().write(begin.getBytes(US_ASCII));
    return socket;
  }

  @Test
  void headThatTricklesInIsNotWaitedForLong() throws Exception {
    try (var socket = connect()) {
      var end = CompletableFuture.supplyAsync(() -> read(socket), executor);
      passUntil(end);
      assertThat(end.join()).isEmpty();
    }
  }

  private static String read(Socket socket) {
    try {
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (IOException _) {
      return "";
    }
  }

  @Test
  void headThatIsTooLargeIsRefused() throws Exception {
    try (var socket = connect()) {
      socket.getOutputStream().write(new byte[(1 << 20) + 4096]);
      var reply = socket.getInputStream().readNBytes(12);
      assertThat(new String(reply, US_ASCII)).isEqualTo("HTTP/1.1 431");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void queriesMayBeLong(HttpVersion version) {
    var path = "/quick?labelSelector=" + "x".repeat(500_000);
    assertThat(get(client(version), path).join()).isEqualTo("quick");
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void drainedServerAnswersWhatIsUnderWayAndHangsUp(HttpVersion version) throws Exception {
    var answer = get(client(version), "/slow");
    var closed = connections.take();
    slow.take();

    front.drain();
    slowAnswer.complete("at last");
    assertThat(answer.join()).isEqualTo("at last");
    closed.join();
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void itIsToldWhenTheReplyIsWritten(HttpVersion version) throws Exception {
    var answer = get(client(version), "/slow");
    var written = new CompletableFuture<Void>();
    slow.take().connection().whenWritten(() -> written.complete(null));

    assertThat(written).isNotDone();
    slowAnswer.complete("at last");
    written.join();
    assertThat(answer.join()).isEqualTo("at last");
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void replyToAClientThatHasGoneIsNotWaitedFor(HttpVersion version) throws Exception {
    var client = client(version);
    var answer = get(client, "/slow");
    var written = new CompletableFuture<Void>();
    slow.take().connection().whenWritten(() -> written.complete(null));
    var closed = connections.take();
    client.close();
    closed.join();

    slowAnswer.complete("in vain");
    written.join();
    assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void drainedServerEndsWatchesAfterWhatTheyHaveBeenTold(HttpVersion version) throws Exception {
    var frames = new LinkedBlockingQueue<String>();
    var ended = new CompletableFuture<Void>();
    watch(client(version), frame -> frames.add(frame.toString()), () -> ended.complete(null));
    watches.take().push("the last".getBytes(UTF_8));

    front.drain();
    ended.join();
    assertThat(String.join("", frames)).isEqualTo("the last");
  }

  @Test
  void clientThatIsSentAwayComesAgainByAnotherConnection() throws Exception {
    var client = client(HttpVersion.HTTP_2);
    sendsAway = true;
    assertThat(get(client, "/quick").join()).isEqualTo("quick");
    connections.take().join();
    assertThat(get(client, "/quick").join()).isEqualTo("quick");
    connections.take();
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void requestIsAnsweredInTheHandlersStead(HttpVersion version) throws Exception {
    var answer = get(client(version), "/slow");
    var closed = connections.take();
    var late = Reply.text(504, "too late");
    late.headers().set("Connection", "close");

    slow.take().connection().interrupt(late);
    assertThat(answer.join()).isEqualTo("too late");
    slowAnswer.complete("in vain");
    closed.join();
  }

  @Test
  void bodyOfAClientThatHasGoneIsCutOff() throws Exception {
    var head = "POST /slow HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n";
    HttpRequest request;
    try (var _ = connect(head + "half")) {
      request = slow.take();
    }
    assertThatThrownBy(request.body()::get)
        .isInstanceOf(ApiException.class)
        .hasMessage("unexpected EOF");
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void replyThatBreaksOffIsNotTakenForWhole(HttpVersion version) {
    var answer = get(client(version), "/broken");
    assertThatThrownBy(answer::join).isNotNull();
  }
}
