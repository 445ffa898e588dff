package dev.timonier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.Program;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What programs in other languages do with a cluster. Each tells what it finds, and fails at the
/// first difference.
@Tag("clients")
@ExtendWith(SharedSite.class)
class ClientLanguagesTest {
  static List<Program> programs() {
    return List.of(Program.PYTHON, Program.GO, Program.JAVASCRIPT);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void programUsesEveryVerb(Program program, Site site) {
    var namespace = program + "-verbs";
    var kubectl = Kubectl.of(site.cluster(), namespace);

    assertThat(program.run(kubectl.command(), "verbs", namespace).orFail()).contains("ok: ");
  }

  @ParameterizedTest
  @MethodSource("programs")
  void programRunsCommandsAndReadsLogs(Program program, Site site) {
    var namespace = program + "-streams";
    var kubectl = Kubectl.of(site.cluster(), namespace);
    kubectl.run("run", "web", "--image=" + site.image());
    kubectl.waitFor("Ready", "pod/web");

    assertThat(program.run(kubectl.command(), "streams", namespace, "web").orFail())
        .contains("ok: ");
    kubectl.run("delete", "pod", "web", "--now");
  }
}
