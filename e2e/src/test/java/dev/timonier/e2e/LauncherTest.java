package dev.timonier.e2e;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.timonier.e2e.fixture.Background;
import dev.timonier.e2e.fixture.Command;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher's commands, and what it says of machines and directories that it cannot use.
class LauncherTest {
  @TempDir private static Path directory;

  private static Product cluster;

  @BeforeAll
  static void start() {
    cluster = Product.up(directory.resolve("cluster"), "--no-node");
  }

  @AfterAll
  static void stop() {
    cluster.close();
    cluster.timonier("reset").orFail();
  }

  private static Product at(String name) {
    return Product.in(directory.resolve(name));
  }

  /// Asserts that a command has failed with one line that says why.
  private static void refused(Command.Output output, String reason) {
    assertThat(output.exitCode()).isNotZero();
    assertThat(output.err().lines()).singleElement().asString().startsWith("timonier: ");
    assertThat(output.err()).contains(reason);
  }

  @Test
  void clusterThatRunsIsNotStartedAgain() {
    assertThat(cluster.up())
        .isEqualTo("The cluster runs already, as process " + cluster.pid() + ".\n");
  }

  @Test
  void progressIsTakenAwayBeforeTheResultIsSaid() throws InterruptedException {
    var file = directory.resolve("terminal.backup").toString();
    sayAtTerminal(cluster.line("backup", file), "Backed up revision");
    sayAtTerminal(at("restored").line("restore", file), "Restored revision");
    at("restored").timonier("reset").orFail();
  }

  private static void sayAtTerminal(List<String> line, String result) throws InterruptedException {
    try (var command = Background.atTerminal(cluster.command(), line)) {
      command.awaitMatch("%\\r +\\r" + result);

      assertThat(command.exitCode()).isZero();
    }
  }

  /// To unpack it takes longer than all the rest of opening a new store.
  @Test
  void nativeCodeIsUnpackedWhenTheProgramIsBuilt() {
    assertThat(cluster.directory().resolve("store")).isDirectory();
    assertThat(cluster.directory().resolve("lib")).doesNotExist();
  }

  @Test
  void statusTellsStateAddressAndProcesses() throws IOException {
    var status = new ObjectMapper().readTree(cluster.timonier("status", "-o", "json").orFail());

    assertThat(status.path("state").asText()).isEqualTo("running");
    assertThat(status.path("address").asText()).isEqualTo("https://127.0.0.1:" + cluster.port());
    assertThat(status.at("/processes/0/pid").asLong()).isEqualTo(cluster.pid());
    assertThat(status.at("/processes/0/residentBytes").asLong()).isPositive();
  }

  @Test
  void kubectlIsHandedTheKubeconfig() {
    var kubeconfig = cluster.timonier("kubeconfig").orFail().strip();
    assertThat(kubeconfig).isEqualTo(cluster.kubeconfig().toString());
    var line =
        List.of("kubectl", "--data-dir", cluster.directory().toString(), "get", "ns", "-o", "name");

    assertThat(cluster.timonier(new Command(Map.of()), line.toArray(String[]::new)).orFail())
        .contains("namespace/kube-system\n");
  }

  @Test
  void kubectlThatIsMissingIsNamed() throws IOException {
    var tools = Files.createDirectories(directory.resolve("tools"));
    for (var tool : List.of("sh", "dirname", "readlink")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
    var poor = new Command(Map.of("PATH", tools.toString()));

    refused(
        cluster.timonier(poor, "kubectl", "get", "pods"),
        "kubectl is not installed: see https://kubernetes.io/docs/tasks/tools/");
  }

  @Test
  void logsShowWhatTheClusterDid() {
    assertThat(cluster.timonier("logs").orFail())
        .contains("Progress: store: ", "Progress: scheduler: started, ");
    refused(cluster.timonier("logs", "kubelet"), "there is no log");
  }

  @Test
  void shellCompletesOptions() {
    var shell = List.of("bash", "--norc", "--noprofile", "-i");
    try (var bash = Background.atTerminal(cluster.command(), shell)) {
      bash.type("source <(" + cluster.launcher() + " completion); echo so''urced\n");
      bash.awaitSaid("sourced");
      bash.type(cluster.launcher() + " up --simul\t");
      bash.awaitSaid("up --simulated-nodes");
      bash.type("\u0015" + cluster.launcher() + " up --\t\t");
      bash.awaitMatch("--data-dir\\s[^$]*--foreground\\s");
      bash.type("\u0015exit\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--foreground --no-node", "--no-node --foreground"})
  void clusterInTheForegroundEndsWithControlC(String options) throws InterruptedException {
    var other = at("foreground");
    var line = other.line(("up " + options + " --port " + other.port()).split(" "));
    try (var up = Background.atTerminal(cluster.command(), line)) {
      up.awaitSaid("Ready: https://127.0.0.1:" + other.port());
      up.type("\u0003");

      assertThat(up.exitCode()).isEqualTo(130);
      assertThat(other.timonier("status", "-o", "json").out()).doesNotContain("running");
    } finally {
      other.timonier("down");
    }
  }

  @Test
  void clustersRunSideBySide() {
    try (var other = Product.up(directory.resolve("other"), "--no-node")) {
      other.kubectl("create", "configmap", "there");

      assertThat(other.kubectl("get", "configmap", "there")).contains("there");
      assertThat(cluster.tryKubectl("", "get", "configmap", "there").err()).contains("NotFound");
    }
  }

  @Test
  void admissionPluginsAreSetUpByAFile() throws IOException {
    var file =
        Files.writeString(
            directory.resolve("admission.yaml"),
            """
            apiVersion: apiserver.config.k8s.io/v1
            kind: AdmissionConfiguration
            plugins:
            - name: PodSecurity
              configuration:
                apiVersion: pod-security.admission.config.k8s.io/v1
                kind: PodSecurityConfiguration
                defaults: {enforce: restricted}
            """);
    var flag = "--admission-control-config-file=" + file;
    try (var other = Product.up(directory.resolve("admission"), "--no-node", flag)) {
      assertThat(Kubectl.of(other, "guarded").attempt("run", "web", "--image=web").err())
          .contains("violates PodSecurity \"restricted:latest\"");
    }
  }

  @Test
  void admissionConfigurationThatIsNotThereIsNamed() {
    var flag = "--admission-control-config-file=/nowhere.yaml";
    refused(at("nowhere").timonier("up", "--no-node", flag), "/nowhere.yaml cannot be read");
    assertThat(directory.resolve("nowhere")).doesNotExist();
  }

  @Test
  void takenPortIsNamed() {
    var port = Integer.toString(cluster.port());

    refused(
        at("port").timonier("up", "--no-node", "--port", port),
        "port " + port + " is taken; choose another with --port");
  }

  @Test
  void directoryOfARunningClusterIsLocked() {
    refused(cluster.timonier("apiserver"), "is in use by process " + cluster.pid());
    refused(cluster.timonier("reset"), "the cluster runs as process " + cluster.pid());
  }

  @Test
  void directoryOfSomethingElseIsLeftAlone() throws IOException {
    var foreign = Files.createDirectories(directory.resolve("foreign"));
    Files.writeString(foreign.resolve("thesis.txt"), "years of work");

    refused(at("foreign").timonier("up", "--no-node"), "is not empty and holds no cluster");
    refused(at("foreign").timonier("reset"), "there is no cluster in");
    assertThat(foreign.resolve("thesis.txt")).hasContent("years of work");
  }

  @Test
  void portThatCannotBeIsNamed() {
    refused(at("nowhere").timonier("up", "--no-node", "--port", "99999"), "there is no port 99999");
    assertThat(directory.resolve("nowhere")).doesNotExist();
  }

  @Test
  void damagedSettingsAreNamed() throws IOException {
    var damaged = Files.createDirectories(directory.resolve("damaged"));
    Files.writeString(damaged.resolve("cluster.properties"), "format=99\n");

    refused(at("damaged").timonier("up", "--no-node"), "has format 99; this version of Timonier");
  }

  @Test
  void damagedStoreIsNamed() throws IOException {
    var damaged = Product.up(directory.resolve("store"), "--no-node");
    damaged.close();
    Files.writeString(damaged.directory().resolve("store/db/CURRENT"), "nonsense\n");

    refused(damaged.timonier("up", "--no-node"), "the store cannot be opened: ");
  }

  /// Root may write everywhere unless it gives that right away.
  @Test
  void unwritableDirectoryIsNamed() throws IOException {
    var unwritable = Files.createDirectories(directory.resolve("unwritable"));
    var command = new Command(Map.of());
    command.run("chown", "nobody", unwritable.toString()).orFail();
    var product = at("unwritable");
    var line = "exec setpriv --bounding-set=-dac_override --inh-caps=-dac_override ";
    var up = Background.quoted(product.line("up", "--no-node"));

    refused(command.run("sh", "-c", line + up), "is not writable");
  }

  @Test
  void changedCheckoutIsNotBuiltToEndACluster() throws IOException {
    var checkout = Files.createDirectories(directory.resolve("checkout"));
    var launcher = Files.copy(cluster.launcher(), checkout.resolve("timonier"), COPY_ATTRIBUTES);
    var built = Files.createDirectories(checkout.resolve("cluster/target")).resolve("image");
    Files.createSymbolicLink(
        built, cluster.launcher().resolveSibling("cluster/target/image").toRealPath());
    Files.writeString(checkout.resolve("pom.xml"), "not to be built");
    var nothing = directory.resolve("nothing").toString();

    refused(
        new Command(Map.of()).run(launcher.toString(), "down", "--data-dir", nothing),
        "there is no cluster in");
  }

  /// Covers the places where machines keep their JDKs.
  @Test
  void missingJdkIsNamed() {
    var hide = "for d in /usr/lib/jvm /opt; do ! test -d $d || mount -t tmpfs none $d; done; ";
    var run = "HOME=/nonexistent PATH=/usr/bin:/bin exec " + cluster.launcher() + " version";
    var line = "unset JAVA_HOME TIMONIER_JAVA_HOME; " + hide + run;

    refused(
        new Command(Map.of()).run("unshare", "--mount", "sh", "-c", line),
        "Java 25 or later is needed: install a JDK 25");
  }
}
