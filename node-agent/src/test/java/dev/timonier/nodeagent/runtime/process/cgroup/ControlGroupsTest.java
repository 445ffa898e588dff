package dev.timonier.nodeagent.runtime.process.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.runtime.LinuxResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlGroupsTest {
  private static final LinuxResources LIMITS =
      new LinuxResources(
          OptionalLong.of(512),
          OptionalLong.of(50_000),
          OptionalLong.of(100_000),
          OptionalLong.of(64 << 20),
          OptionalLong.empty(),
          OptionalLong.of(100));

  @TempDir Path mount = Path.of("");

  @ParameterizedTest
  @CsvSource({"2, 1", "1024, 39", "262144, 10000", "1, 1"})
  void sharesBecomeWeights(long shares, String weight) {
    assertThat(UnifiedControlGroups.weight(shares)).isEqualTo(weight);
  }

  @Test
  void versionTwoIsWrittenToAndRead() throws IOException {
    var group = Files.createDirectories(mount.resolve("root/pod/c"));
    for (var name : List.of("cpu.weight", "cpu.max", "memory.max", "pids.max")) {
      Files.createFile(group.resolve(name));
    }
    Files.writeString(group.resolve("cpu.stat"), "usage_usec 1500\nuser_usec 1000\n");
    Files.writeString(group.resolve("memory.current"), "4096\n");
    Files.writeString(group.resolve("memory.stat"), "anon 1\ninactive_file 1096\n");
    Files.writeString(group.resolve("memory.events"), "oom 2\noom_kill 1\n");
    var groups = new UnifiedControlGroups(mount, "/root");

    groups.limit("/pod/c", LIMITS);

    assertThat(group.resolve("cpu.weight")).hasContent("20");
    assertThat(group.resolve("cpu.max")).hasContent("50000 100000");
    assertThat(group.resolve("memory.max")).hasContent("67108864");
    assertThat(group.resolve("pids.max")).hasContent("100");
    assertThat(groups.usage("/pod/c")).isEqualTo(new ControlGroups.Usage(1_500_000, 4096, 3000));
    assertThat(groups.oomKills("/pod/c")).isEqualTo(1);
    assertThat(groups.joinFiles("/pod/c")).containsExactly(group.resolve("cgroup.procs"));
  }

  @Test
  void versionTwoPassesItsControllersOn() throws IOException {
    Files.writeString(mount.resolve("cgroup.controllers"), "cpu io memory\n");
    Files.writeString(mount.resolve("cgroup.subtree_control"), "cpu\n");

    new UnifiedControlGroups(mount, "/root").create("");

    assertThat(mount.resolve("cgroup.subtree_control")).hasContent("+memory");
    assertThat(mount.resolve("root")).isDirectory();
  }

  @Test
  void versionOneIsFoundByItsControllers() {
    var mounts =
        ControlGroupMounts.parse(
            List.of(
                "30 20 0:1 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct",
                "31 20 0:2 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
                "32 20 0:3 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw"));

    var groups = mounts.groups("/r").orElseThrow();

    assertThat(groups.joinFiles("/p"))
        .containsExactly(
            Path.of("/sys/fs/cgroup/cpu,cpuacct/r/p/tasks"),
            Path.of("/sys/fs/cgroup/memory/r/p/tasks"));
    assertThat(groups.views())
        .containsExactly(
            new ControlGroups.View("cpu,cpuacct", "cgroup", "cpu,cpuacct"),
            new ControlGroups.View("memory", "cgroup", "memory"));
  }

  @Test
  void versionTwoAloneIsUsed() {
    var mounts =
        ControlGroupMounts.parse(List.of("32 20 0:3 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw"));

    assertThat(mounts.groups("/r").orElseThrow().joinFiles("/p"))
        .containsExactly(Path.of("/sys/fs/cgroup/r/p/cgroup.procs"));
  }

  @Test
  void versionOneReadsItsOwnFiles() throws IOException {
    var group = Files.createDirectories(mount.resolve("r/p"));
    Files.writeString(group.resolve("cpuacct.usage"), "777\n");
    Files.writeString(group.resolve("memory.usage_in_bytes"), "5000\n");
    Files.writeString(group.resolve("memory.stat"), "cache 1\ntotal_inactive_file 1000\n");
    Files.writeString(group.resolve("memory.oom_control"), "under_oom 0\noom_kill 3\n");
    var groups = new LegacyControlGroups(Map.of("cpuacct", mount, "memory", mount), "/r");

    assertThat(groups.usage("/p")).isEqualTo(new ControlGroups.Usage(777, 5000, 4000));
    assertThat(groups.oomKills("/p")).isEqualTo(3);
  }

  @Test
  void deviceFilterIsAcceptedByTheKernel() throws IOException {
    try (var program =
        dev.timonier.nodeagent.linux.BpfProgram.loadDeviceFilter(
            DeviceFilter.of(DeviceRule.DEFAULT))) {
      assertThat(program).isNotNull();
    }
  }
}
