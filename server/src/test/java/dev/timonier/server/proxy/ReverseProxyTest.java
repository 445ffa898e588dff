package dev.timonier.server.proxy;

import static dev.timonier.server.proxy.ScriptedBackend.head;
import static dev.timonier.server.proxy.ScriptedBackend.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.http.ConnectionHooks;
import dev.timonier.server.http.HttpFront;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Percent;
import dev.timonier.server.request.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReverseProxyTest {
  private static final String PREFIX = "/p/web/proxy";
  private static final Backend BACKEND =
      new Backend(new Backend.Security.None(), "10.0.0.1", "8080");
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
  private final ReverseProxy proxy = new ReverseProxy(asked -> dial(asked), executor);
  private HttpFront front;
  private ScriptedBackend backend;
  private Dialer dialer = _ -> backend.dial();

  private Socket dial(Backend asked) throws IOException {
    return dialer.dial(asked);
  }

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    var tls = TestKeys.writeIdentity(directory);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    front =
        HttpFront.start(
            address, tls, this::answer, executor, new VirtualTime(), ConnectionHooks.NONE);
    serve((client, _) -> write(client, OK));
  }

  private void serve(ScriptedBackend.Script script) throws IOException {
    if (backend != null) {
      backend.close();
    }
    backend =
        new ScriptedBackend(
            executor,
            (client, head) -> {
              heads.add(head);
              script.play(client, head);
            });
  }

  private Reply answer(HttpRequest request) {
    var path = Percent.decode(request.path()).orElseThrow();
    try {
      return proxy.forward(request, BACKEND, path, path.substring(PREFIX.length()));
    } catch (ApiException refusal) {
      var text = refusal.code() + " " + refusal.getMessage();
      return new Reply.Complete(refusal.code(), new Headers(), text.getBytes(ISO_8859_1));
    }
  }

  @AfterEach
  void stop() throws IOException {
    front.close();
    backend.close();
    executor.close();
  }

  @Test
  void requestArrivesWithoutWhatIsForTheProxyOnly() throws Exception {
    try (var client = client()) {
      write(
          client,
          """
          PATCH /p/web/proxy/a%20b/?c=d;e&f HTTP/1.1
          host: localhost:8001
          authorization: Bearer secret
          impersonate-user: jane
          connection: keep-alive, x-hop
          x-hop: 1
          te: trailers
          x-forwarded-for: 192.0.2.1
          x-end-to-end: yes
          content-length: 0

          """
              .replace("\n", "\r\n"));
      head(client);
    }
    assertThat(heads.take().lines().filter(line -> !line.isEmpty()))
        .containsExactlyInAnyOrder(
            "PATCH /a%20b/?c=d;e&f HTTP/1.1",
            "Host: localhost:8001",
            "X-Forwarded-For: 192.0.2.1, 127.0.0.1",
            "X-Forwarded-Uri: /p/web/proxy/a%20b/",
            "X-End-To-End: yes",
            "Content-Length: 0");
  }

  private record Answer(String name, String sent, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Answer> answers() {
    return List.of(
        new Answer("counted", OK, "200 content-length=2 ok"),
        new Answer(
            "chunked",
            "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: t\r\n\r\n",
            "201 transfer-encoding=chunked abcde"),
        new Answer(
            "until the end", "HTTP/1.0 200 OK\r\n\r\nall", "200 transfer-encoding=chunked all"),
        new Answer(
            "after news",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n" + OK,
            "200 content-length=2 ok"),
        new Answer("nothing", "HTTP/1.1 204 No Content\r\n\r\n", "204"),
        new Answer(
            "a failure",
            "HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno",
            "500 content-length=2 no"),
        new Answer(
            "not allowed across origins",
            "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nKeep-Alive: 5\r\nA: b\r\nContent-Length: 0\r\n\r\n",
            "200 a=b content-length=0"),
        new Answer(
            "a redirect",
            "HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1:8080/b/\r\nContent-Length: 0\r\n\r\n",
            "302 content-length=0 location=/p/web/proxy/b/"),
        new Answer(
            "a page",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 13\r\n\r\n"
                + "<a href=\"/b\">",
            "200 content-type=text/html; charset=utf-8 transfer-encoding=chunked"
                + " <a href=\"/p/web/proxy/b\">"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answerPasses(Answer answer) throws Exception {
    serve((client, _) -> write(client, answer.sent));
    try (var client = client()) {
      write(client, "GET /p/web/proxy/a HTTP/1.1\r\nHost: localhost:8001\r\n\r\n");
      assertThat(response(client, "GET")).isEqualTo(answer.expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"'',EOF", "'SSH-2.0-x\r\n',malformed HTTP response"})
  void backendThatDoesNotAnswerIsUnavailable(String sent, String complaint) throws Exception {
    serve((client, _) -> write(client, sent));
    try (var client = client()) {
      write(client, "GET /p/web/proxy/a HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(response(client, "GET"))
          .startsWith("503 ")
          .endsWith("503 error trying to reach service: " + complaint);
    }
  }

  /// Status, headers of interest and body.
  private static String response(Socket client, String method) throws IOException {
    var response = ResponseHead.read(client.getInputStream());
    var text = new StringBuilder().append(response.status());
    var headers = response.headers().asMap();
    headers.remove("Date"); // which each reply has
    headers.forEach(
        (name, values) ->
            text.append(' ')
                .append(name.toLowerCase(Locale.ROOT))
                .append('=')
                .append(String.join(",", values)));
    var body = new String(response.body(method, client.getInputStream()), ISO_8859_1);
    return body.isEmpty() ? text.toString() : text.append(' ').append(body).toString();
  }

  @Test
  void lengthOfWhatHeadAsksForIsTold() throws Exception {
    serve((client, _) -> write(client, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
    try (var client = client()) {
      for (var i = 0; i < 2; i++) {
        write(client, "HEAD /p/web/proxy/ HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(response(client, "HEAD")).isEqualTo("200 content-length=1000");
      }
    }
  }

  @Test
  void pathWithoutSlashLeadsToTheRoot() throws Exception {
    try (var client = client()) {
      write(client, "GET /p/web/proxy?a=b HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(response(client, "GET"))
          .isEqualTo("301 content-length=0 location=/p/web/proxy/?a=b");
    }
    assertThat(heads).isEmpty();
  }

  @Test
  void packedPageIsRewrittenToo() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("<a href=/b>".getBytes(ISO_8859_1));
    }
    serve(
        (client, _) -> {
          write(
              client,
              "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n");
          packed.writeTo(client.getOutputStream());
        });
    try (var client = client()) {
      write(client, "GET /p/web/proxy/a HTTP/1.1\r\nHost: a\r\n\r\n");
      var response = ResponseHead.read(client.getInputStream());
      var body = response.body("GET", client.getInputStream());
      assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
          .asString(ISO_8859_1)
          .isEqualTo("<a href=\"/p/web/proxy/b\">");
    }
  }

  @Test
  void bodiesPassWhileTheyCome() throws Exception {
    serve(
        (client, _) -> {
          assertThat(line(client)).isEqualTo("4");
          assertThat(line(client)).isEqualTo("ping");
          write(client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npong\r\n");
          assertThat(line(client)).isEqualTo("3");
          assertThat(line(client)).isEqualTo("end");
          assertThat(line(client)).isEqualTo("0");
          write(client, "0\r\n\r\n");
        });
    try (var client = client()) {
      write(
          client,
          "POST /p/web/proxy/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nping\r\n");
      head(client);
      assertThat(line(client)).isEqualTo("4");
      assertThat(line(client)).isEqualTo("pong");
      write(client, "3\r\nend\r\n0\r\n\r\n");
      assertThat(line(client)).isEqualTo("0");
    }
  }

  private static String line(Socket socket) throws IOException {
    return ResponseHead.line(socket.getInputStream());
  }

  @Test
  void hugeBodyArrivesWhole() throws Exception {
    var length = 20 << 20;
    serve(
        (client, _) -> {
          var received = client.getInputStream().readNBytes(length).length;
          var text = Integer.toString(received);
          write(client, "HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text);
        });
    try (var client = client()) {
      write(
          client,
          "PUT /p/web/proxy/a HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n");
      for (var i = 0; i < length >> 20; i++) {
        client.getOutputStream().write(new byte[1 << 20]);
      }
      assertThat(response(client, "PUT")).endsWith(" " + length);
    }
  }

  @Test
  void answerThatBreaksOffCutsTheClient() throws Exception {
    serve(
        (client, _) ->
            write(client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"));
    try (var client = client()) {
      write(client, "GET /p/web/proxy/a HTTP/1.1\r\nHost: a\r\n\r\n");
      head(client);
      var rest = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(rest).doesNotContain("0\r\n\r\n");
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  @Test
  void clientThatGoesEndsTheBackendsWork() throws Exception {
    var ends = new LinkedBlockingQueue<Integer>();
    serve(
        (client, _) -> {
          heads.add("waiting");
          ends.add(client.getInputStream().read());
        });
    try (var client = client()) {
      write(client, "GET /p/web/proxy/a HTTP/1.1\r\nHost: a\r\n\r\n");
      heads.take();
    }
    assertThat(ends.take()).isEqualTo(-1);
  }

  @Test
  void connectionIsSwitched() throws Exception {
    serve(
        (client, head) -> {
          write(
              client,
              "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhi ");
          client.getInputStream().transferTo(client.getOutputStream());
        });
    for (var upgrade : List.of("echo", "websocket")) {
      try (var client = client()) {
        write(
            client,
            "GET /p/web/proxy/a?b HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: "
                + upgrade
                + "\r\nAuthorization: Bearer x\r\n\r\n");
        assertThat(head(client)).startsWith("HTTP/1.1 101").containsIgnoringCase("upgrade: echo");
        write(client, "there");
        assertThat(client.getInputStream().readNBytes(8))
            .asString(ISO_8859_1)
            .isEqualTo("hi there");
      }
      assertThat(heads.take())
          .startsWith("GET /a?b HTTP/1.1\r\n")
          .contains("Upgrade: " + upgrade + "\r\n", "X-Forwarded-For: 127.0.0.1\r\n")
          .doesNotContain("Authorization");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "websocket,8102686A,880203E9",
    "SPDY/3.1,8003000600000004 00000001,80030007000000080000000000000000",
    "echo,00,''"
  })
  void proxyThatEndsSaysSoBetweenFrames(String upgrade, String frame, String farewell)
      throws Exception {
    var bytes = HexFormat.of().parseHex(frame.replace(" ", ""));
    serve(
        (client, _) -> {
          write(
              client,
              "HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: " + upgrade + "\r\n\r\n");
          client.getOutputStream().write(bytes);
          client.getInputStream().readAllBytes();
        });
    try (var client = client()) {
      write(
          client,
          "GET /p/web/proxy/a HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: "
              + upgrade
              + "\r\n\r\n");
      head(client);
      assertThat(client.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
      proxy.close();
      assertThat(client.getInputStream().readAllBytes())
          .isEqualTo(HexFormat.of().parseHex(farewell));
    }
  }

  private record Refusal(String sent, String expected) {}

  private static List<Refusal> refusals() {
    return List.of(
        new Refusal(
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nA: b\r\n\r\nno",
            "403 a=b content-length=2 no"),
        new Refusal(OK, "500 content-length=45 500 invalid upgrade response: status code 200"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusalToSwitchReachesTheClient(Refusal refusal) throws Exception {
    serve((client, _) -> write(client, refusal.sent));
    try (var client = client()) {
      write(
          client,
          "GET /p/web/proxy/a HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
      assertThat(response(client, "GET")).isEqualTo(refusal.expected);
    }
  }

  @Test
  void backendThatIsNotThereIsUnavailable() throws Exception {
    backend.close();
    var network = new NetworkDialer();
    try (var nobody = bound();
        var client = client()) {
      var port = Integer.toString(nobody.getLocalPort());
      dialer = asked -> network.dial(new Backend(asked.security(), "127.0.0.1", port));
      write(client, "GET /p/web/proxy/a HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(response(client, "GET"))
          .startsWith("503 ")
          .endsWith(
              "503 error trying to reach service: dial tcp 127.0.0.1:"
                  + port
                  + ": connect: connection refused");
      write(client, "GET /p/web/proxy/a HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n\r\n");
      assertThat(response(client, "GET"))
          .startsWith("500 ")
          .contains("500 error dialing backend: dial tcp 127.0.0.1:" + port);
    }
  }

  /// Has a port that nobody else gets meanwhile, and does not listen there.
  private static Socket bound() throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return socket;
  }

  private Socket client() throws Exception {
    return AnyServer.context().getSocketFactory().createSocket("127.0.0.1", front.port());
  }
}
