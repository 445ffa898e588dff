package dev.timonier.nodeagent.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContainerLifeTest {
  @RegisterExtension final TestNode node = new TestNode();

  @Test
  void outputAndExitCodeOfAContainerAreKept() throws Exception {
    var container = node.run(node.sandbox(), "echo hello; echo trouble >&2; exit 3");

    var end = node.awaitExit(container);

    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(end.reason()).isEqualTo("Error");
    assertThat(end.finished()).isAfterOrEqualTo(end.started());
    assertThat(node.output(container)).contains("hello").contains("trouble");
  }

  @Test
  void containerThatEndsWellIsCompleted() {
    assertThat(node.awaitExit(node.run(node.sandbox(), "true")).reason()).isEqualTo("Completed");
  }

  @Test
  void missingExecutableIsReportedInGosWords() {
    var container = node.container(node.sandbox(), config -> config.command("no-such-program"));

    assertThatThrownBy(() -> node.runtime().startContainer(container))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessageEndingWith("exec: \"no-such-program\": executable file not found in $PATH");
    var end = (State.Exited) node.runtime().container(container).orElseThrow().state();
    assertThat(end.exitCode()).isEqualTo(128);
    assertThat(end.reason()).isEqualTo("StartError");
  }

  @Test
  void containerThatIgnoresItsStopSignalIsKilledAfterTheGracePeriod() {
    var container = node.run(node.sandbox(), "trap '' TERM; while true; do sleep 1; done");

    node.runtime().stopContainer(container, Duration.ofMillis(200));

    assertThat(node.awaitExit(container).exitCode()).isEqualTo(137);
  }

  @Test
  void containerThatHeedsItsStopSignalEndsAtOnce() {
    var container =
        node.run(node.sandbox(), "trap 'exit 7' TERM; echo ready; while true; do sleep 0.1; done");
    Awaitility.await().until(() -> node.output(container).equals("ready"));

    node.runtime().stopContainer(container, Duration.ofSeconds(60));

    assertThat(node.awaitExit(container).exitCode()).isEqualTo(7);
  }

  @Test
  void containerSurvivesItsAgentAndNothingOfItsOutputIsLost() throws Exception {
    var container = node.run(node.sandbox(), "echo before; sleep 0.5; echo after; exit 4");

    node.restart();

    assertThat(node.awaitExit(container).exitCode()).isEqualTo(4);
    assertThat(node.output(container)).isEqualTo("before\nafter");
  }

  @Test
  void agentsThatEndWhileTheyReadLoseNothingOfTheOutput() throws Exception {
    var container =
        node.run(
            node.sandbox(), "i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); echo $i; done; exit 4");

    do {
      node.restart();
    } while (node.state(container) instanceof State.Running);

    assertThat(node.awaitExit(container).exitCode()).isEqualTo(4);
    assertThat(node.output(container).lines())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 20000).mapToObj(Integer::toString).toList());
  }

  @Test
  void agentsThatEndWhileContainersEndKnowTheirExitCodes() throws Exception {
    var sandbox = node.sandbox();
    for (var round = 0; round < 10; round++) {
      var container = node.run(sandbox, "exit 3");

      do {
        node.restart();
      } while (node.state(container) instanceof State.Running);

      assertThat(node.awaitExit(container).exitCode()).isEqualTo(3);
    }
  }

  @Test
  void execRunsInTheContainer() throws Exception {
    var container = node.run(node.sandbox(), "sleep 1000");

    assertThat(node.exec(container, "/bin/sh", "-c", "hostname; cat; exit 5"))
        .isEqualTo(new TestNode.Executed(5, "web-0", ""));
  }
}
