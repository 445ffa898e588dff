package dev.timonier.nodeagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.TerminalMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WebSocketCommandTest {
  private static final String EXEC = "/exec/default/web/web?";
  private static final String SUCCESS = "{\"metadata\":{},\"status\":\"Success\"}";

  @TempDir Path directory;
  private StreamingNode node;

  @BeforeEach
  void start() throws GeneralSecurityException, IOException {
    node = new StreamingNode(directory);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v5.channel.k8s.io", "v4.channel.k8s.io"})
  void outputAndErrorsAndOutcomeHaveChannels(String protocol) throws Exception {
    node.runtime.onExec(
        (session, streams) -> {
          streams
              .out()
              .orElseThrow()
              .write(session.request().command().toString().getBytes(StandardCharsets.UTF_8));
          streams.error().orElseThrow().write("oops".getBytes(StandardCharsets.UTF_8));
          return 0;
        });

    try (var client = client(EXEC + "command=ls&command=-l&output=1&error=1", protocol)) {
      assertThat(client.protocol()).isEqualTo(protocol);
      assertThat(client.next()).isEqualTo("1:");
      assertThat(client.next()).isEqualTo("1:[ls, -l]");
      assertThat(client.next()).isEqualTo("2:oops");
      assertThat(client.next()).isEqualTo("3:" + SUCCESS);
      assertThat(client.next()).isEqualTo("closed");
    }
  }

  @Test
  void exitCodeIsACauseOfTheStatus() throws Exception {
    node.runtime.onExec((_, _) -> 3);

    try (var client = client(EXEC + "command=false&output=1", "v4.channel.k8s.io")) {
      assertThat(client.next()).isEqualTo("1:");
      assertThat(client.next())
          .isEqualTo(
              "3:{\"metadata\":{},\"details\":{\"causes\":[{\"message\":\"3\",\"reason\":\"ExitCode\"}]},"
                  + "\"message\":\"command terminated with non-zero exit code: error executing"
                  + " command [false], exit code 3\",\"reason\":\"NonZeroExitCode\","
                  + "\"status\":\"Failure\"}");
    }
  }

  record Offer(String protocols, String chosen) {}

  static final List<Offer> offers =
      List.of(
          new Offer("v4.channel.k8s.io, v5.channel.k8s.io", "v5.channel.k8s.io"),
          new Offer("v4.base64.channel.k8s.io, v4.channel.k8s.io", "v4.base64.channel.k8s.io"),
          new Offer("v9.channel.k8s.io,channel.k8s.io", "channel.k8s.io"));

  @ParameterizedTest
  @FieldSource("offers")
  void newestProtocolIsSpokenOrElseWhatTheClientLikesBest(Offer offer) throws Exception {
    try (var socket = upgrade(offer.protocols)) {
      assertThat(socket.head)
          .startsWith("HTTP/1.1 101 ")
          .containsIgnoringCase("\r\nsec-websocket-protocol: " + offer.chosen + "\r\n");
    }
  }

  @Test
  void clientMustSpeakAKnownProtocol() throws Exception {
    try (var socket = upgrade("v3.channel.k8s.io, v2.channel.k8s.io")) {
      assertThat(socket.head).startsWith("HTTP/1.1 403 Forbidden\r\n");
    }
  }

  private UpgradeSocket upgrade(String protocols) throws Exception {
    var uri = node.uri(EXEC + "command=ls&output=1");
    return UpgradeSocket.webSocket(uri, node.apiServer(), protocols);
  }

  @Test
  void faultOfTheRuntimeIsNoSuccess() throws Exception {
    node.runtime.beforeExec(
        () -> {
          throw new IllegalStateException("what was that?");
        });

    try (var client = client(EXEC + "command=foo&output=1", "v5.channel.k8s.io")) {
      assertThat(client.next()).isEqualTo("1:");
      assertThat(client.next()).contains("Internal error occurred: ", "what was that?");
    }
  }

  @Test
  void commandThatCannotRunIsAnInternalError() throws Exception {
    node.runtime.onExec(
        (_, _) -> {
          throw new RuntimeFailure("exec: \"foo\": executable file not found in $PATH");
        });

    try (var client = client(EXEC + "command=foo&output=1", "v5.channel.k8s.io")) {
      assertThat(client.next()).isEqualTo("1:");
      assertThat(client.next())
          .contains(
              "\"reason\":\"InternalError\"",
              "Internal error occurred: error executing command in container: exec: \\\"foo\\\":"
                  + " executable file not found in $PATH");
    }
  }

  @Test
  void inputEndsWhenTheClientClosesItsChannel() throws Exception {
    node.runtime.onExec(
        (_, streams) -> {
          var text = new String(streams.in().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
          streams.out().orElseThrow().write(("got " + text).getBytes(StandardCharsets.UTF_8));
          return 0;
        });

    try (var client = client(EXEC + "command=cat&input=1&output=1", "v5.channel.k8s.io")) {
      client.send(0, "one ");
      client.send(0, "two");
      client.sendBytes(new byte[] {(byte) 255, 0});
      assertThat(client.next()).isEqualTo("1:");
      assertThat(client.next()).isEqualTo("1:got one two");
      assertThat(client.next()).isEqualTo("3:" + SUCCESS);
    }
  }

  @Test
  void terminalIsResizedAndHasOneOutput() throws Exception {
    node.runtime.onExec(
        (session, streams) -> {
          assertThat(session.request().terminal()).isEqualTo(TerminalMode.TERMINAL);
          assertThat(streams.error()).isEmpty();
          streams.out().orElseThrow().write(session.nextSize().getBytes(StandardCharsets.UTF_8));
          return 0;
        });

    try (var client =
        client(EXEC + "command=sh&input=1&output=1&error=1&tty=1", "v5.channel.k8s.io")) {
      client.send(4, "{\"Width\":132,\"Height\":43}");
      assertThat(client.next()).isEqualTo("1:");
      assertThat(client.next()).isEqualTo("1:132x43");
    }
  }

  @Test
  void clientThatGoesTakesItsCommandAlong() throws Exception {
    var ended = new CompletableFuture<Integer>();
    node.runtime.onExec(
        (session, streams) -> {
          streams.out().orElseThrow().write('.');
          var _ = session.exit().thenAccept(ended::complete);
          return session.exit().join();
        });

    try (var client = client(EXEC + "command=sleep&output=1", "v5.channel.k8s.io")) {
      assertThat(client.next()).isEqualTo("1:");
      assertThat(client.next()).isEqualTo("1:.");
    }

    assertThat(ended.join()).isEqualTo(137);
  }

  @Test
  void commandReadsAllThatAClientHasSentBeforeItWent() throws Exception {
    var read = new CompletableFuture<Integer>();
    var gone = new CompletableFuture<Boolean>();
    node.runtime.onExec(
        (session, streams) -> {
          gone.join();
          read.complete(streams.in().orElseThrow().readAllBytes().length);
          return session.exit().getNow(0);
        });

    try (var client = client(EXEC + "command=cat&input=1", "v4.channel.k8s.io")) {
      for (var count = 0; count < 100; count++) {
        client.send(0, "0123456789");
      }
      client.leave();
    }
    gone.complete(true);

    assertThat(read.join()).isEqualTo(1000);
  }

  @Test
  void oldProtocolOfTextCarriesBase64() throws Exception {
    node.runtime.onExec(
        (_, streams) -> {
          var line =
              new BufferedReader(
                      new InputStreamReader(streams.in().orElseThrow(), StandardCharsets.UTF_8))
                  .readLine();
          streams.out().orElseThrow().write(line.getBytes(StandardCharsets.UTF_8));
          return 1;
        });

    try (var client = client(EXEC + "command=x&input=1&output=1", "base64.channel.k8s.io")) {
      client.sendText("0aGkK");
      assertThat(client.next()).isEqualTo("text 1");
      assertThat(client.next()).isEqualTo("text 1aGk=");
      assertThat(client.next()).startsWith("text 3");
    }
  }

  @Test
  void attachmentEndsWithTheContainer() throws Exception {
    node.runtime.onAttach(
        (_, streams) -> {
          streams.out().orElseThrow().write("from the process".getBytes(StandardCharsets.UTF_8));
          return 0;
        });

    try (var client = client("/attach/default/web/uid-web/web?output=1", "v4.channel.k8s.io")) {
      assertThat(client.next()).isEqualTo("1:");
      assertThat(client.next()).isEqualTo("1:from the process");
      assertThat(client.next()).isEqualTo("3:" + SUCCESS);
    }
  }

  @Test
  void attachmentThatFailsIsAnInternalError() throws Exception {
    node.runtime.onAttach(
        (_, _) -> {
          throw new RuntimeFailure("container is in CONTAINER_EXITED state");
        });

    try (var client = client("/attach/default/web/uid-web/web?output=1", "v5.channel.k8s.io")) {
      assertThat(client.next()).isEqualTo("1:");
      assertThat(client.next()).contains("Internal error occurred: error attaching to container: ");
    }
  }

  @Test
  void containerThatDoesNotRunIsNotFound() throws Exception {
    node.pod.endContainer();

    var response = node.get(EXEC + "command=ls&output=1");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("container not found (\"web\")");
  }

  @Test
  void clientMustWantAStream() throws Exception {
    var response = node.get(EXEC + "command=ls");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("you must specify at least 1 of stdin, stdout, stderr");
  }

  private ChannelClient client(String path, String protocol)
      throws GeneralSecurityException, IOException {
    return ChannelClient.connect(node.uri(path), node.apiServer(), protocol);
  }
}
