package dev.timonier.nodeagent.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.nodeagent.linux.IgnoredSignal;
import dev.timonier.nodeagent.runtime.ContainerConfig.StdinMode;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ExecRequest;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.StandardStreams;
import dev.timonier.nodeagent.runtime.TerminalMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamsTest {
  private static final int WINDOW_CHANGED = 28;

  @RegisterExtension final TestNode node = new TestNode();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PipedOutputStream keyboard = new PipedOutputStream();
  private final StandardStreams streams;

  StreamsTest() throws IOException {
    streams =
        new StandardStreams(
            Optional.of(new PipedInputStream(keyboard)), Optional.of(out), Optional.empty());
  }

  private void type(String text) throws IOException {
    keyboard.write(text.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  private void awaitOutput(String text) {
    Awaitility.await()
        .untilAsserted(() -> assertThat(out.toString(StandardCharsets.UTF_8)).contains(text));
  }

  private static ExecRequest shell(TerminalMode terminal) {
    return new ExecRequest(List.of("sh"), terminal);
  }

  @Test
  void inputOfACommandReachesIt() throws Exception {
    var container = node.run(node.sandbox(), "sleep 1000");

    assertThat(node.execWithInput(container, "a\nb\n", "wc", "-l"))
        .isEqualTo(new TestNode.Executed(0, "2", ""));
  }

  /// As it is for an agent that was started in the background of a shell script.
  @Test
  void signalsThatTheAgentIgnoresWorkInside() throws Exception {
    var container = node.run(node.sandbox(), "sleep 1000");
    try (var _ = IgnoredSignal.of(WINDOW_CHANGED)) {
      assertThat(node.exec(container, "grep", "SigIgn", "/proc/self/status").output())
          .isEqualTo("SigIgn:\t0000000000000000");
    }
  }

  @Test
  void outputAndErrorOfACommandAreApart() throws Exception {
    var container = node.run(node.sandbox(), "sleep 1000");

    assertThat(node.exec(container, "sh", "-c", "echo o; echo e >&2; kill -9 $$"))
        .isEqualTo(new TestNode.Executed(137, "o", "e"));
  }

  @Test
  void largeOutputOfACommandIsComplete() throws Exception {
    var container = node.run(node.sandbox(), "sleep 1000");

    assertThat(node.exec(container, "sh", "-c", "seq 1 200000 | tail -1; seq 1 200000").output())
        .hasLineCount(200001)
        .endsWith("200000");
  }

  @Test
  void missingCommandFailsTheSession() {
    var container = node.run(node.sandbox(), "sleep 1000");

    assertThatThrownBy(() -> node.exec(container, "nothing"))
        .hasRootCauseMessage(
            "failed to exec in container: unable to start container process: exec: \"nothing\":"
                + " executable file not found in $PATH");
  }

  @Test
  void commandHasAtLeastAName() {
    var container = node.run(node.sandbox(), "sleep 1000");

    assertThatThrownBy(() -> node.exec(container))
        .hasMessage("failed to exec in container: args must not be empty");
  }

  @Test
  void commandOnATerminalSeesItsSize() throws Exception {
    var container = node.run(node.sandbox(), "sleep 1000");
    try (var session = node.runtime().exec(container, shell(TerminalMode.TERMINAL), streams)) {
      session.resize(123, 45);
      type("tty; stty size; exit 6\n");

      assertThat(session.exit().get(3, TimeUnit.MINUTES)).isEqualTo(6);
      assertThat(out.toString(StandardCharsets.UTF_8)).contains("/dev/pts/0").contains("45 123");
    }
  }

  @Test
  void closedSessionEndsItsCommand() throws Exception {
    var container = node.run(node.sandbox(), "sleep 1000");
    var session =
        node.runtime()
            .exec(container, new ExecRequest(List.of("sleep", "4321"), TerminalMode.NONE), streams);
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(node.exec(container, "ps", "-o", "args").output()).contains("4321"));

    session.close();

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(node.exec(container, "ps", "-o", "args").output())
                    .doesNotContain("4321"));
  }

  private ContainerId shellContainer(StdinMode stdin) {
    return node.run(node.sandbox(), config -> config.script("cat; echo end").stdin(stdin));
  }

  @Test
  void inputThatIsGivenOnceEndsWithItsClient() throws Exception {
    var container = shellContainer(StdinMode.ONCE);
    try (var session = node.runtime().attach(container, TerminalMode.NONE, streams)) {
      type("hello\n");
      awaitOutput("hello");
      keyboard.close();

      assertThat(node.awaitExit(container).exitCode()).isZero();
      assertThat(session.exit().get(3, TimeUnit.MINUTES)).isZero();
    }
    awaitOutput("end");
    assertThat(node.output(container)).isEqualTo("hello\nend");
  }

  @Test
  void openInputOutlivesItsClientAndItsAgent() throws Exception {
    var container = shellContainer(StdinMode.OPEN);
    var once =
        new StandardStreams(
            Optional.of(new ByteArrayInputStream("one\n".getBytes(StandardCharsets.UTF_8))),
            Optional.empty(),
            Optional.empty());
    node.runtime().attach(container, TerminalMode.NONE, once).close();
    Awaitility.await().until(() -> node.output(container).equals("one"));
    node.restart();

    try (var session = node.runtime().attach(container, TerminalMode.NONE, streams)) {
      type("two\n");
      awaitOutput("two");
      assertThat(session.exit()).isNotDone();
    }
    assertThat(node.output(container)).isEqualTo("one\ntwo");
  }

  @Test
  void containerWithATerminalOutlivesItsAgent() throws Exception {
    var container =
        node.run(node.sandbox(), config -> config.command("sh").terminal().stdin(StdinMode.OPEN));
    node.restart();

    try (var session = node.runtime().attach(container, TerminalMode.TERMINAL, streams)) {
      session.resize(77, 33);
      type("tty; stty size; test -c /dev/console && exit 8\n");

      assertThat(node.awaitExit(container).exitCode()).isEqualTo(8);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("/dev/pts/0").contains("33 77");
  }

  @Test
  void outputOnATerminalIsCompleteAtTheEnd() throws Exception {
    var sandbox = node.sandbox();
    for (var round = 0; round < 10; round++) {
      var container = node.run(sandbox, config -> config.command("seq", "1", "10000").terminal());

      node.awaitExit(container);

      assertThat(node.output(container)).hasLineCount(10000).endsWith("10000");
    }
  }

  @Test
  void portOfAPodCanBeReached() throws Exception {
    var sandbox = node.sandbox();
    node.run(sandbox, "echo from the pod | nc -l -p 8080");

    var answer =
        Awaitility.await()
            .ignoreExceptionsInstanceOf(RuntimeFailure.class)
            .until(
                () -> {
                  try (var connection = node.runtime().connect(sandbox, 8080)) {
                    connection.shutdownOutput();
                    return new String(connection.input().readAllBytes(), StandardCharsets.UTF_8);
                  }
                },
                text -> true);

    assertThat(answer).isEqualTo("from the pod\n");
  }

  @Test
  void portWhereNobodyListensIsRefused() {
    var sandbox = node.sandbox();

    assertThatThrownBy(() -> node.runtime().connect(sandbox, 81))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessageContaining("refused");
  }
}
