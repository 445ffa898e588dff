package dev.timonier.nodeagent.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.nodeagent.image.TestImage;
import dev.timonier.nodeagent.image.TestLayer;
import dev.timonier.nodeagent.runtime.ContainerConfig;
import dev.timonier.nodeagent.runtime.LinuxSecurity;
import dev.timonier.nodeagent.runtime.NamespaceMode;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IsolationTest {
  @RegisterExtension final TestNode node = new TestNode();

  /// What a script prints in an ordinary container.
  private record Case(String name, String script, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("process is number one", "echo $$", "1"),
        new Case("host name is the pod's", "hostname", "web-0"),
        new Case("host name file", "cat /etc/hostname", "web-0"),
        new Case(
            "resolver file",
            "cat /etc/resolv.conf",
            "search default.svc.cluster.local svc.cluster.local\n"
                + "nameserver 10.96.0.10\noptions ndots:5"),
        new Case(
            "environment",
            "env | grep -v SHLVL | grep -v PWD | /bin/busybox sort",
            "HOME=/root\nHOSTNAME=web-0\nIMAGE=busybox\nPATH=/bin"),
        new Case("root file system is writable", "echo x > /x && cat /x", "x"),
        new Case("sysfs is read-only", "touch /sys/x 2>&1", "touch: /sys/x: Read-only file system"),
        new Case(
            "sysctls are read-only",
            "echo 1 2>&1 > /proc/sys/net/ipv4/ip_forward",
            "/bin/sh: can't create /proc/sys/net/ipv4/ip_forward: Read-only file system"),
        new Case("interrupts are masked", "wc -c < /proc/interrupts", "0"),
        new Case("firmware is masked", "ls /sys/firmware | wc -l", "0"),
        new Case("null device", "echo x > /dev/null && cat /dev/null", ""),
        new Case("random device", "head -c 4 /dev/urandom | wc -c", "4"),
        new Case("standard output can be opened again", "echo again > /dev/stdout", "again"),
        new Case("terminals", "test -c /dev/ptmx && test -d /dev/pts && echo yes", "yes"),
        new Case("shared memory", "echo s > /dev/shm/x && cat /dev/shm/x", "s"),
        new Case(
            "default capabilities", "grep CapEff /proc/self/status", "CapEff:\t00000000a80425fb"),
        new Case("bounding set", "grep CapBnd /proc/self/status", "CapBnd:\t00000000a80425fb"),
        new Case("no inherited descriptors", "ls /proc/self/fd | wc -l", "4"),
        new Case(
            "mounting is forbidden",
            "mount -t tmpfs none /tmp 2>&1",
            "mount: permission denied (are you root?)"),
        new Case(
            "disks cannot be read",
            "mknod /disk b 254 0; mknod /disk2 b 253 0; cat /disk 2>&1 | head -1",
            "cat: can't open '/disk': Operation not permitted"),
        new Case("old root is gone", "grep -c ' / / ' /proc/self/mountinfo", "1"),
        new Case(
            "control groups are visible", "ls /sys/fs/cgroup | wc -l | grep -vx 0 | wc -l", "1"),
        new Case("umask", "umask", "0022"),
        new Case(
            "low ports need no rights", "cat /proc/sys/net/ipv4/ip_unprivileged_port_start", "0"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ordinaryContainer(Case test) throws Exception {
    assertThat(node.output(node.sandbox(), test.script)).isEqualTo(test.expected);
  }

  @Test
  void containerWithATargetSeesTheProcessesOfThat() throws Exception {
    var sandbox = node.sandbox();
    var target = node.run(sandbox, config -> config.command("sleep", "1000"));
    var looking =
        node.run(
            sandbox,
            config -> config.script("tr '\\0' ' ' < /proc/1/cmdline; echo").target(target));
    node.awaitExit(looking);

    assertThat(node.output(looking)).isEqualTo("sleep 1000");
  }

  private static LinuxSecurity security(
      OptionalLong user,
      List<Long> groups,
      LinuxSecurity.RootFileSystem root,
      LinuxSecurity.PrivilegeEscalation escalation) {
    var plain = ContainerConfigBuilder.security();
    return new LinuxSecurity(
        plain.privilege(),
        user,
        OptionalLong.empty(),
        groups,
        List.of(),
        List.of("ALL"),
        root,
        escalation,
        plain.seccomp(),
        plain.seccompProfile(),
        plain.maskedPaths(),
        plain.readOnlyPaths());
  }

  @Test
  void restrictedContainerHasNoRightsAndItsUsersGroups() throws Exception {
    var rights =
        security(
            OptionalLong.of(101),
            List.of(2000L),
            LinuxSecurity.RootFileSystem.READ_ONLY,
            LinuxSecurity.PrivilegeEscalation.FORBIDDEN);
    var container =
        node.run(
            node.sandbox(),
            config ->
                config
                    .script(
                        "id -u; id -g; id -G; touch /x 2>&1; grep -E 'CapBnd|NoNewPrivs'"
                            + " /proc/self/status; echo $HOME; echo again > /dev/stdout")
                    .security(rights));
    node.awaitExit(container);

    assertThat(node.output(container))
        .isEqualTo(
            """
            101
            102
            102 103 2000
            touch: /x: Read-only file system
            CapBnd:\t0000000000000000
            NoNewPrivs:\t1
            /srv
            again\
            """);
  }

  @Test
  void volumesAreMountedAndReadOnlyOnesCannotBeWritten() throws Exception {
    var volume = Files.createDirectories(node.directory().resolve("volume"));
    var file = Files.writeString(node.directory().resolve("hosts"), "127.0.0.1 me\n");
    var container =
        node.run(
            node.sandbox(),
            config ->
                config
                    .script("cat /etc/hosts; echo v > /data/sub/x; touch /ro/y 2>&1")
                    .mounts(
                        TestNode.mount(file, "/etc/hosts"),
                        TestNode.mount(volume, "/data/sub"),
                        new ContainerConfig.Mount(
                            volume,
                            "/ro",
                            ContainerConfig.Access.READ_ONLY,
                            ContainerConfig.Propagation.PRIVATE)));
    node.awaitExit(container);

    assertThat(node.output(container))
        .isEqualTo("127.0.0.1 me\ntouch: /ro/y: Read-only file system");
    assertThat(volume.resolve("x")).hasContent("v\n");
  }

  @Test
  void symbolicLinksOfTheImageLeadNoMountToTheMachine() throws Exception {
    var outside = node.directory().resolve("outside");
    var hostile =
        TestImage.busybox()
            .layer(
                new TestLayer()
                    .link("data", outside.toString())
                    .link("up", "../../../../../../../../.." + outside));
    node.runtime()
        .images()
        .load(hostile.writeLayout(node.directory().resolve("h.tar"), "localhost/busybox:1"));
    var volume = Files.createDirectories(node.directory().resolve("volume"));
    var container =
        node.run(
            node.sandbox(),
            config ->
                config
                    .script("echo in > /data/x; echo up > /up/y; ls " + outside)
                    .mounts(TestNode.mount(volume, "/data"), TestNode.mount(volume, "/up")));
    node.awaitExit(container);

    assertThat(outside).doesNotExist();
    assertThat(volume.resolve("x")).exists();
    assertThat(volume.resolve("y")).exists();
  }

  @Test
  void imageWhoseProcIsALinkDoesNotStart() throws Exception {
    var hostile =
        TestImage.busybox().layer(new TestLayer().directory("decoy").link("proc", "decoy"));
    node.runtime()
        .images()
        .load(hostile.writeLayout(node.directory().resolve("h.tar"), "localhost/busybox:1"));
    var container = node.container(node.sandbox(), config -> config.script("true"));

    assertThatThrownBy(() -> node.runtime().startContainer(container))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessageContaining("check that /proc is a directory: too many levels of symbolic links");
  }

  @Test
  void mountsInsideProcAreRefused() {
    var container =
        node.container(
            node.sandbox(),
            config ->
                config
                    .script("true")
                    .mounts(TestNode.mount(node.directory(), "/proc/../proc/self")));

    assertThatThrownBy(() -> node.runtime().startContainer(container))
        .hasMessageContaining("cannot be mounted because it is inside /proc");
  }

  @Test
  void containersOfAPodMayShareTheirProcesses() throws Exception {
    var sandbox = node.sandbox(config -> config.pid(NamespaceMode.POD));
    node.run(sandbox, config -> config.command("sleep", "1001"));
    var second = node.run(sandbox, config -> config.command("sleep", "1002"));

    var seen = node.exec(second, "ps", "-o", "pid,args").output();

    assertThat(seen).contains("sleep 1001").contains("sleep 1002");
    assertThat(seen.lines().filter(line -> line.strip().startsWith("1 "))).hasSize(1);
  }

  @Test
  void containersOnTheMachinesNetworkHaveItsName() throws Exception {
    var sandbox = node.sandbox(config -> config.network(NamespaceMode.NODE));

    assertThat(node.runtime().sandbox(sandbox).orElseThrow().addresses()).isEmpty();
    assertThat(node.output(sandbox, "hostname"))
        .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
  }

  @Test
  void noSignalIsIgnored() throws Exception {
    var container =
        node.run(node.sandbox(), config -> config.command("grep", "SigIgn", "/proc/self/status"));
    node.awaitExit(container);

    assertThat(node.output(container)).isEqualTo("SigIgn:\t0000000000000000");
  }

  @Test
  void sysctlsOfThePodAreSet() throws Exception {
    var sandbox = node.sandbox(config -> config.sysctls(Map.of("net.core.somaxconn", "123")));

    assertThat(node.output(sandbox, "cat /proc/sys/net/core/somaxconn")).isEqualTo("123");
  }

  @Test
  void privilegedContainerHasTheMachinesDevices() throws Exception {
    var plain = ContainerConfigBuilder.security();
    var privileged =
        new LinuxSecurity(
            LinuxSecurity.Privilege.PRIVILEGED,
            plain.runAsUser(),
            plain.runAsGroup(),
            List.of(),
            List.of(),
            List.of(),
            plain.root(),
            plain.escalation(),
            plain.seccomp(),
            Optional.empty(),
            List.of(),
            List.of());
    var container =
        node.run(
            node.sandbox(),
            config ->
                config
                    .script("test -c /dev/kmsg && mount -t tmpfs none /tmp && echo yes")
                    .security(privileged));
    node.awaitExit(container);

    assertThat(node.output(container)).isEqualTo("yes");
  }

  @Test
  void workingDirectoryIsMadeAndUsed() throws Exception {
    var container =
        node.run(
            node.sandbox(),
            config -> config.script("/bin/busybox pwd").workingDirectory("/new/place"));
    node.awaitExit(container);

    assertThat(node.output(container)).isEqualTo("/new/place");
  }
}
