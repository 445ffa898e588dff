package dev.timonier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Background;
import dev.timonier.e2e.fixture.Command;
import dev.timonier.e2e.fixture.Editor;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import dev.timonier.e2e.fixture.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a user types at a terminal, and sees there.
@ExtendWith(SharedSite.class)
class TerminalTest {
  private static final String CONTROL_C = "\u0003";
  private static final String CONTROL_D = "\u0004";

  private static Site site;
  private static Kubectl kubectl;

  @BeforeAll
  static void start(Site shared) {
    site = shared;
    kubectl = Kubectl.of(site.cluster(), "terminal");
    kubectl.run("run", "web", "--image=" + site.image());
    kubectl.waitFor("Ready", "pod/web");
  }

  private static Background atTerminal(String... arguments) {
    return Background.atTerminal(site.cluster().command(), kubectl.line(arguments));
  }

  @Test
  void shellInAContainerHasATerminal() throws InterruptedException {
    try (var shell = atTerminal("exec", "-it", "web", "--", "sh")) {
      shell.awaitSaid("# ");
      shell.type("tty; echo on $(hostname)\n");
      shell.awaitMatch("/dev/(pts/\\d+|console)");
      shell.awaitSaid("on web\r\n");
      shell.type("exit 5\n");

      assertThat(shell.exitCode()).isEqualTo(5);
    }
  }

  @Test
  void endOfInputEndsTheShell() throws InterruptedException {
    try (var shell = atTerminal("exec", "-it", "web", "--", "sh")) {
      shell.awaitSaid("# ");
      shell.type(CONTROL_D);

      assertThat(shell.exitCode()).isZero();
    }
  }

  @Test
  void interruptReachesTheProgramInsideAndNotTheShell() throws InterruptedException {
    try (var shell = atTerminal("exec", "-it", "web", "--", "sh")) {
      shell.awaitSaid("# ");
      shell.type("sh -c 'echo be\"\"gun; exec sleep 1000'\n");
      shell.awaitSaid("begun");
      shell.type(CONTROL_C);
      shell.type("echo still $?\n");
      shell.awaitSaid("still 130\r\n");
      shell.type("exit\n");

      assertThat(shell.exitCode()).isZero();
    }
  }

  @Test
  void terminalInsideHasTheSizeOfTheOneOutside() throws IOException, InterruptedException {
    var name = site.directory("terminal").resolve("name");
    var exec = Background.quoted(kubectl.line("exec", "-it", "web", "--", "sh"));
    var line = List.of("sh", "-c", "stty rows 33 cols 77; tty >" + name + "; exec " + exec);
    try (var shell = Background.atTerminal(site.cluster().command(), line)) {
      shell.awaitSaid("# ");
      awaitSize(shell, "33 77");
      var outside = Files.readString(name).strip();
      new Command(Map.of()).run("stty", "-F", outside, "rows", "44", "cols", "99").orFail();
      awaitSize(shell, "44 99");
      shell.type("exit\n");

      assertThat(shell.exitCode()).isZero();
    }
  }

  /// Sizes go on a channel of their own, beside the input.
  private static void awaitSize(Background shell, String size) {
    Wait.until(
        () -> {
          shell.type("stty size\n");
          return shell.said().contains(size + "\r\n");
        });
  }

  @Test
  void podGoesWithItsShell() throws InterruptedException {
    try (var shell =
        atTerminal("run", "shell", "-it", "--rm", "--image=" + site.image(), "--", "sh")) {
      shell.awaitSaid("# ");
      shell.type("echo in $(hostname)\n");
      shell.awaitSaid("in shell\r\n");
      shell.type("exit\n");

      assertThat(shell.exitCode()).isZero();
      assertThat(shell.said()).contains("pod \"shell\" deleted");
    }
    Wait.until(() -> kubectl.attempt("get", "pod", "shell").err().contains("NotFound"));
  }

  @Test
  void attachmentSpeaksWithTheContainersOwnProcess() throws InterruptedException {
    kubectl.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: talker}
        spec:
          restartPolicy: Never
          containers:
          - {name: talker, image: "%s", command: [sh], stdin: true, tty: true}
        """
            .formatted(site.image()));
    kubectl.waitFor("Ready", "pod/talker");
    try (var attached = atTerminal("attach", "-it", "talker")) {
      attached.awaitSaid("If you don't see a command prompt, try pressing enter.");
      attached.type("\n");
      attached.awaitSaid("# ");
      attached.type("echo am $$\n");
      attached.awaitSaid("am 1\r\n");
      attached.type("exit\n");

      assertThat(attached.exitCode()).isZero();
    }
    kubectl.run("wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/talker", "--timeout=60s");
    assertThat(kubectl.run("logs", "talker")).contains("am 1");
  }

  @Test
  void watchShowsChangesUntilItIsInterrupted() throws InterruptedException {
    try (var watch = atTerminal("get", "pods", "-o", "wide", "-w")) {
      watch.awaitMatch("NAME +READY +STATUS +RESTARTS +AGE +IP +NODE +NOMINATED NODE");
      kubectl.run("run", "seen", "--image=" + site.image());
      watch.awaitMatch("seen +0/1 +Pending");
      watch.awaitMatch("seen +1/1 +Running +0 +\\S+ +10\\.[0-9.]+ ");
      kubectl.run("delete", "pod", "seen", "--now");
      watch.awaitMatch("seen +1/1 +Terminating");
      watch.type(CONTROL_C);

      assertThat(watch.exitCode()).isNotZero();
    }
  }

  @Test
  void followedLogsEndWithAnInterrupt() throws InterruptedException {
    try (var logs = atTerminal("logs", "-f", "web")) {
      logs.awaitSaid("started v1");
      logs.type(CONTROL_C);

      assertThat(logs.exitCode()).isNotZero();
    }
  }

  @Test
  void objectIsEditedInTheUsersEditor() throws IOException, InterruptedException {
    kubectl.run("create", "configmap", "edited", "--from-literal=color=blue");
    try (var edit = edit(Editor.script(site, "sed -i s/blue/red/ \"$1\""), "configmap/edited")) {
      assertThat(edit.exitCode()).isZero();
      assertThat(edit.said()).contains("configmap/edited edited");
    }
    assertThat(kubectl.field("configmap/edited", ".data.color")).isEqualTo("red");
  }

  @Test
  void editorOpensAgainWithTheFaultOnTop() throws IOException, InterruptedException {
    kubectl.run("create", "deployment", "faulty", "--image=" + site.image(), "--replicas=0");
    var seen = site.directory("editor").resolve("seen");
    var program =
        Editor.script(
            site,
            """
            if [ -e %1$s ]; then cp "$1" %1$s; sed -i 's/replicas: -1/replicas: 1/' "$1"
            else touch %1$s; sed -i 's/replicas: 0/replicas: -1/' "$1"; fi
            """
                .formatted(seen));
    try (var edit = edit(program, "deployment/faulty")) {
      assertThat(edit.exitCode()).isZero();
      assertThat(edit.said()).contains("deployment.apps/faulty edited");
    }
    assertThat(seen)
        .content()
        .contains(
            "# deployments.apps \"faulty\" was not valid:",
            "# * spec.replicas: Invalid value: -1: must be greater than or equal to 0");
    assertThat(kubectl.field("deployment/faulty", ".spec.replicas")).isEqualTo("1");
  }

  @Test
  void nothingChangesWhenTheEditorChangesNothing() throws IOException, InterruptedException {
    try (var edit = edit(Editor.script(site, "true"), "pod/web")) {
      assertThat(edit.exitCode()).isZero();
      assertThat(edit.said()).contains("Edit cancelled, no changes made.");
    }
  }

  private static Background edit(Path editor, String object) {
    var line = new ArrayList<>(List.of("env", "KUBE_EDITOR=" + editor));
    line.addAll(kubectl.line("edit", object));
    return Background.atTerminal(site.cluster().command(), line);
  }
}
