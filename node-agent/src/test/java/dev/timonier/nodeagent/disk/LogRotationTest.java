package dev.timonier.nodeagent.disk;

import static dev.timonier.nodeagent.fixture.Pods.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.nodeagent.container.ContainerConfigs;
import dev.timonier.nodeagent.container.ContainerRequest;
import dev.timonier.nodeagent.runtime.SandboxConfig;
import dev.timonier.nodeagent.runtime.simulated.SimulatedConfigs;
import dev.timonier.nodeagent.runtime.simulated.SimulatedRuntime;
import dev.timonier.nodeagent.spec.PodContainer;
import dev.timonier.nodeagent.volume.MountedVolumes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRotationTest {
  private final VirtualTime time = new VirtualTime();
  private final SimulatedRuntime runtime = new SimulatedRuntime(time);
  private final LogRotation rotation =
      new LogRotation(runtime, time, new LogRotation.Limits(10, 3));
  @TempDir private Path directory;
  private Path log;

  @BeforeEach
  void start() throws IOException {
    ContainerConfigs configs = new SimulatedConfigs();
    var plain = configs.sandbox(web(), 0);
    var sandbox = runtime.runSandbox(withLogs(plain));
    var id =
        runtime.createContainer(
            sandbox,
            configs.container(
                new ContainerRequest(
                    web(),
                    PodContainer.regular(web()).getFirst(),
                    0,
                    runtime.images().pull("web:1", List.of()),
                    MountedVolumes.NONE,
                    List.of(),
                    Optional.empty())));
    runtime.startContainer(id);
    log = runtime.container(id).orElseThrow().logPath();
    Files.createDirectories(log.getParent());
  }

  private SandboxConfig withLogs(SandboxConfig plain) {
    return new SandboxConfig(
        plain.pod(),
        0,
        plain.hostname(),
        directory,
        plain.dns(),
        plain.ports(),
        plain.labels(),
        plain.annotations(),
        plain.cgroupParent(),
        plain.network(),
        plain.pid(),
        plain.ipc(),
        plain.sysctls(),
        plain.resources());
  }

  private void fillAndRotate(String text) throws IOException {
    Files.writeString(log, text);
    rotation.rotate();
    time.advance(Duration.ofSeconds(10));
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(log.getParent())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void logThatIsNotFullStays() throws IOException {
    fillAndRotate("short");
    assertThat(names()).containsExactly("0.log");
  }

  @Test
  void fullLogIsRenamedTheOneBeforeCompressedTheOldestRemoved() throws IOException {
    fillAndRotate("first log, full");
    assertThat(names()).containsExactly("0.log.20260101-000000");
    fillAndRotate("second log, full");
    assertThat(names()).containsExactly("0.log.20260101-000000.gz", "0.log.20260101-000010");
    assertThat(unpacked("0.log.20260101-000000.gz")).isEqualTo("first log, full");
    fillAndRotate("third log, full");
    assertThat(names()).containsExactly("0.log.20260101-000010.gz", "0.log.20260101-000020");
  }

  private String unpacked(String name) throws IOException {
    var packed = Files.readAllBytes(log.resolveSibling(name));
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
