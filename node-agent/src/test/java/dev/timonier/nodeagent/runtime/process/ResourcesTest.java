package dev.timonier.nodeagent.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.runtime.LinuxResources;
import dev.timonier.nodeagent.runtime.SandboxConfig.PortMapping;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResourcesTest {
  @RegisterExtension final TestNode node = new TestNode();

  private static LinuxResources limits(OptionalLong memory, OptionalLong pids) {
    return new LinuxResources(
        OptionalLong.of(102),
        OptionalLong.of(50_000),
        OptionalLong.of(100_000),
        memory,
        OptionalLong.of(-500),
        pids);
  }

  @Test
  void containerBeyondItsMemoryLimitIsKilled() {
    var container =
        node.run(
            node.sandbox(),
            config ->
                config
                    .command("dd", "if=/dev/zero", "of=/dev/null", "bs=200M", "count=1")
                    .resources(limits(OptionalLong.of(20 << 20), OptionalLong.empty())));

    var end = node.awaitExit(container);

    assertThat(end.exitCode()).isEqualTo(137);
    assertThat(end.reason()).isEqualTo("OOMKilled");
  }

  @Test
  void usageOfARunningContainerIsMeasured() {
    var container = node.run(node.sandbox(), "while true; do :; done");

    var usage =
        Awaitility.await()
            .until(
                () -> node.runtime().usage().get(container),
                measured -> measured != null && measured.cpuNanos() > 10_000_000);

    assertThat(usage.memoryBytes()).isPositive();
    assertThat(usage.workingSetBytes()).isBetween(1L, usage.memoryBytes());
  }

  @Test
  void podsReachEachOtherAndTheMachine() throws Exception {
    var server = node.sandbox();
    node.run(server, "while true; do echo pong | nc -l -p 80; done");
    var address = node.runtime().sandbox(server).orElseThrow().addresses().getFirst();

    var seen =
        node.output(
            node.sandbox(), "until nc -w 9 " + address + " 80 </dev/null; do sleep 0.1; done");

    assertThat(seen).isEqualTo("pong");
    assertThat(read(address, 80)).isEqualTo("pong\n");
  }

  private static String read(String host, int port) {
    return Awaitility.await()
        .ignoreExceptions()
        .until(
            () -> {
              try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), 1000);
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
              }
            },
            text -> !text.isEmpty());
  }

  @Test
  void hostPortLeadsToThePodAlsoAfterARestart() throws Exception {
    try (var taken = new ServerSocket(0)) { // so that it is nobody else's meanwhile
      var port = taken.getLocalPort();
      var sandbox = node.sandbox(config -> config.ports(new PortMapping("TCP", 80, port, "")));
      node.run(sandbox, "while true; do echo pong | nc -l -p 80; done");

      assertThat(read("127.0.0.1", port)).isEqualTo("pong\n");
      node.restart();
      assertThat(read("127.0.0.1", port)).isEqualTo("pong\n");
    }
  }

  @Test
  void sandboxSurvivesItsAgent() throws Exception {
    var sandbox = node.sandbox();
    var before = node.runtime().sandbox(sandbox).orElseThrow();

    node.restart();

    assertThat(node.runtime().sandbox(sandbox)).contains(before);
    assertThat(before.state()).isEqualTo(SandboxStatus.State.READY);
    assertThat(node.output(sandbox, "ip -o addr show eth0"))
        .contains(before.addresses().getFirst());
  }

  @Test
  void machineCanRunContainers() {
    assertThat(ProcessRuntime.missing(node.directory())).isEmpty();
    assertThat(ProcessRuntime.missing(Path.of("/proc")).orElseThrow())
        .startsWith("overlayfs cannot be used in /proc");
  }
}
