package dev.timonier.nodeagent.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.image.TestImage;
import dev.timonier.nodeagent.linux.FileTree;
import dev.timonier.nodeagent.linux.Mounts;
import dev.timonier.nodeagent.runtime.ContainerConfig;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.runtime.ExecRequest;
import dev.timonier.nodeagent.runtime.SandboxConfig;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.runtime.StandardStreams;
import dev.timonier.nodeagent.runtime.TerminalMode;
import dev.timonier.nodeagent.runtime.process.network.NetworkConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A process runtime with a busybox image, whose names differ from those of every other one on the
/// machine, and which takes everything away at the end.
final class TestNode implements BeforeEachCallback, AfterEachCallback {
  static final String IMAGE = "localhost/busybox:1";
  private static final RandomGenerator RANDOM = RandomGenerator.of("SecureRandom");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Path directory = Path.of("/nowhere");
  private ProcessRuntimeConfig config =
      new ProcessRuntimeConfig(directory, "", new NetworkConfig("", "", "", "", 0));
  private Optional<ProcessRuntime> runtime = Optional.empty();

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    directory = Files.createTempDirectory("timonier-node").toRealPath();
    var unique = HexFormat.of().toHexDigits(RANDOM.nextInt());
    var third = RANDOM.nextInt(256);
    var second = 64 + RANDOM.nextInt(64);
    var range = "10." + second + "." + third + ".0/24";
    config =
        new ProcessRuntimeConfig(
            directory.resolve("runtime"),
            "/timonier-test-" + unique,
            new NetworkConfig(
                range, range, "timonier_test_" + unique, unique.substring(0, 5), 1400));
    start();
    runtime().images().load(TestImage.busybox().writeLayout(directory.resolve("image.tar"), IMAGE));
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    runtime().removeEverything();
    runtime().close();
    assertNothingIsLeft();
    FileTree.delete(directory);
  }

  /// Processes, mounts, control groups, interfaces.
  private void assertNothingIsLeft() throws Exception {
    Awaitility.await().untilAsserted(() -> assertThat(processesHere()).isEmpty());
    assertThat(Mounts.below(directory)).isEmpty();
    try (var hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
      assertThat(hierarchies.map(each -> Path.of(each + config.controlGroup())))
          .noneMatch(Files::exists);
    }
    assertThat(NetworkInterface.networkInterfaces().map(NetworkInterface::getName))
        .noneMatch(name -> name.startsWith(config.network().interfacePrefix()));
  }

  private List<String> processesHere() {
    var found = new ArrayList<String>();
    for (var process : ProcessHandle.allProcesses().toList()) {
      if (workingDirectory(process).startsWith(directory)) {
        found.add(process.info().command().orElse("") + " " + process.pid());
      }
    }
    return found;
  }

  private static Path workingDirectory(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"));
    } catch (IOException gone) {
      return Path.of("/");
    }
  }

  ProcessRuntime runtime() {
    return runtime.orElseThrow();
  }

  ProcessRuntimeConfig config() {
    return config;
  }

  Path directory() {
    return directory;
  }

  private void start() throws IOException {
    runtime = Optional.of(new ProcessRuntime(config, InstantSource.system(), RANDOM));
  }

  /// As when the agent is killed and started again.
  void restart() throws IOException {
    runtime().close();
    start();
  }

  SandboxId sandbox() {
    return sandbox(builder -> builder);
  }

  SandboxId sandbox(UnaryOperator<SandboxConfigBuilder> change) {
    return runtime().runSandbox(change.apply(new SandboxConfigBuilder(directory)).build());
  }

  ContainerId container(SandboxId sandbox, UnaryOperator<ContainerConfigBuilder> change) {
    var config = change.apply(new ContainerConfigBuilder()).build();
    return runtime().createContainer(sandbox, config);
  }

  /// Creates and starts a container that runs a shell script.
  ContainerId run(SandboxId sandbox, String script) {
    return run(sandbox, container -> container.command("/bin/sh", "-c", script));
  }

  ContainerId run(SandboxId sandbox, UnaryOperator<ContainerConfigBuilder> change) {
    var container = container(sandbox, change);
    runtime().startContainer(container);
    return container;
  }

  State.Exited awaitExit(ContainerId container) {
    return (State.Exited)
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> state(container), State.Exited.class::isInstance);
  }

  State state(ContainerId container) {
    return runtime().container(container).orElseThrow().state();
  }

  /// Runs a script in a container of its own and returns what it printed.
  String output(SandboxId sandbox, String script) throws IOException {
    var container = run(sandbox, script);
    awaitExit(container);
    return output(container);
  }

  /// What a container printed so far, without the log's decoration.
  String output(ContainerId container) throws IOException {
    var log = runtime().container(container).orElseThrow().logPath();
    var text = new StringBuilder();
    for (var line : Files.readAllLines(log)) {
      text.append(line.split(" ", 4)[3]).append('\n');
    }
    return text.toString().strip();
  }

  record Executed(int exitCode, String output, String error) {}

  Executed exec(ContainerId container, String... command) throws Exception {
    return execWithInput(container, "", command);
  }

  Executed execWithInput(ContainerId container, String input, String... command) throws Exception {
    var out = new ByteArrayOutputStream();
    var error = new ByteArrayOutputStream();
    var streams =
        new StandardStreams(
            Optional.of(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
            Optional.of(out),
            Optional.of(error));
    try (var session =
        runtime().exec(container, new ExecRequest(List.of(command), TerminalMode.NONE), streams)) {
      var code = session.exit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return new Executed(
          code,
          out.toString(StandardCharsets.UTF_8).strip(),
          error.toString(StandardCharsets.UTF_8).strip());
    }
  }

  static SandboxConfig.PodIdentity pod() {
    return new SandboxConfig.PodIdentity(
        "default", "test", HexFormat.of().toHexDigits(RANDOM.nextLong()));
  }

  static ContainerConfig.Mount mount(Path source, String target) {
    return new ContainerConfig.Mount(
        source, target, ContainerConfig.Access.READ_WRITE, ContainerConfig.Propagation.PRIVATE);
  }
}
