package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.FileTree;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.Mounts;
import dev.timonier.nodeagent.linux.Namespaces;
import dev.timonier.nodeagent.runtime.NamespaceMode;
import dev.timonier.nodeagent.runtime.RuntimeEvent;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.SandboxConfig;
import dev.timonier.nodeagent.runtime.SandboxId;
import dev.timonier.nodeagent.runtime.SandboxStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the containers of one pod share. Its namespaces are held by mounts of their files, so that
/// they need no process: they are there as long as the mounts are, whatever crashes.
final class Sandbox {
  private final Surroundings around;
  private final SandboxRecord record;
  private final Path directory;
  private volatile SandboxStatus.State state = SandboxStatus.State.READY;

  private Sandbox(Surroundings around, SandboxRecord record) {
    this.around = around;
    this.record = record;
    this.directory = around.state().sandbox(record.id());
  }

  /// Makes a sandbox; leaves nothing behind when that does not succeed.
  static Sandbox run(Surroundings around, String id, SandboxConfig config) throws IOException {
    var group = config.cgroupParent() + "/pod" + config.pod().uid();
    var record = new SandboxRecord(id, config, group, List.of(), around.time().instant());
    var sandbox = new Sandbox(around, record);
    try {
      return sandbox.run();
    } catch (IOException | RuntimeException failure) {
      try {
        sandbox.remove();
      } catch (IOException leftover) {
        failure.addSuppressed(leftover);
      }
      throw failure;
    }
  }

  private Sandbox run() throws IOException {
    Files.createDirectories(directory);
    StateFiles.write(directory.resolve("config.json"), record);
    createControlGroup();
    createNamespaces();
    createSharedMemory();
    writeFiles();
    var running = withAddresses(attach());
    StateFiles.write(directory.resolve("config.json"), running.record);
    return running;
  }

  private Sandbox withAddresses(List<String> addresses) {
    return new Sandbox(
        around,
        new SandboxRecord(
            record.id(), record.config(), record.controlGroup(), addresses, record.created()));
  }

  private void createControlGroup() throws IOException {
    around.controlGroups().create(record.controlGroup());
    around.controlGroups().limit(record.controlGroup(), record.config().resources());
  }

  private SandboxConfig config() {
    return record.config();
  }

  private void createNamespaces() throws IOException {
    var kinds = namespaces().values().stream().reduce(0L, (left, right) -> left | right);
    if (kinds != 0) {
      Files.createDirectories(directory.resolve("ns"));
      Namespaces.inNew(kinds, this::configureNamespaces);
    }
    if (config().pid() == NamespaceMode.POD) {
      startPause();
    }
  }

  /// Names and kinds of the pod's own namespaces. The host name belongs to the network.
  private Map<String, Long> namespaces() {
    var kinds = new TreeMap<String, Long>();
    if (config().network() == NamespaceMode.POD) {
      kinds.put("net", (long) Linux.CLONE_NEWNET);
      kinds.put("uts", (long) Linux.CLONE_NEWUTS);
    }
    if (config().ipc() == NamespaceMode.POD) {
      kinds.put("ipc", (long) Linux.CLONE_NEWIPC);
    }
    return kinds;
  }

  private boolean configureNamespaces() throws IOException {
    for (var name : namespaces().keySet()) {
      Mounts.bind("/proc/thread-self/ns/" + name, Files.createFile(namespaceFile(name)));
    }
    if (config().network() == NamespaceMode.POD) {
      Namespaces.setHostName(config().hostname());
      sysctl("net.ipv4.ip_unprivileged_port_start", "0");
      sysctl("net.ipv4.ping_group_range", "0 2147483647");
    }
    for (var sysctl : config().sysctls().entrySet()) {
      sysctl(sysctl.getKey(), sysctl.getValue());
    }
    return true;
  }

  private static void sysctl(String name, String value) throws IOException {
    Files.writeString(Path.of("/proc/sys/" + name.replace('.', '/')), value);
  }

  private Path namespaceFile(String name) {
    return directory.resolve("ns").resolve(name);
  }

  private void startPause() throws IOException {
    var program = new PauseProgram(directory).program();
    var report = around.launcher().run(program);
    if (report.length > 0) {
      throw new IOException(ContainerProgram.generalComplaint(program.read(report)));
    }
  }

  private void createSharedMemory() throws IOException {
    if (config().ipc() == NamespaceMode.POD) {
      Mounts.mount(
          "shm",
          Files.createDirectory(directory.resolve("shm")),
          "tmpfs",
          Linux.MS_NOSUID | Linux.MS_NODEV | Linux.MS_NOEXEC,
          "mode=1777,size=65536k");
    }
  }

  private void writeFiles() throws IOException {
    Files.writeString(directory.resolve("hostname"), config().hostname() + "\n");
    Files.writeString(directory.resolve("resolv.conf"), ResolverFile.of(config().dns()));
    Files.createDirectories(config().logDirectory());
  }

  private List<String> attach() throws IOException {
    return config().network() == NamespaceMode.POD
        ? around.network().attach(id(), namespaceFile("net"), config().ports())
        : List.of();
  }

  /// Takes up a sandbox that another agent left. After the machine has started anew its mounts are
  /// gone, and it is not ready.
  static Optional<Sandbox> adopt(Surroundings around, String id, List<Path> mounts) {
    var file = around.state().sandbox(id).resolve("config.json");
    return StateFiles.read(file, SandboxRecord.class)
        .map(
            record -> {
              var sandbox = new Sandbox(around, record);
              if (!sandbox.isWhole(mounts)) {
                sandbox.state = SandboxStatus.State.NOT_READY;
              }
              return sandbox;
            });
  }

  private boolean isWhole(List<Path> mounts) {
    return !Files.exists(directory.resolve("stopped"))
        && namespaces().keySet().stream().map(this::namespaceFile).allMatch(mounts::contains)
        && (config().pid() != NamespaceMode.POD || pause().isPresent());
  }

  /// The number of the process that holds the shared process namespace.
  Optional<Long> pause() {
    try {
      var bytes = Files.readAllBytes(directory.resolve("pause"));
      var pid = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
      return ShimIdentity.isShimOf(pid, directory) ? Optional.of(pid) : Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  SandboxRecord record() {
    return record;
  }

  SandboxId id() {
    return new SandboxId(record.id());
  }

  boolean isReady() {
    return state == SandboxStatus.State.READY;
  }

  Path hostnameFile() {
    return directory.resolve("hostname");
  }

  Path resolverFile() {
    return directory.resolve("resolv.conf");
  }

  Path sharedMemory() {
    return config().ipc() == NamespaceMode.POD ? directory.resolve("shm") : Path.of("/dev/shm");
  }

  /// What a container enters.
  List<StartPlan.Namespace> entries() {
    var entries = new ArrayList<StartPlan.Namespace>();
    namespaces()
        .forEach(
            (name, kind) ->
                entries.add(new StartPlan.Namespace(namespaceFile(name).toString(), kind)));
    return entries;
  }

  StartPlan.ProcessNamespace processNamespace() {
    return switch (config().pid()) {
      case CONTAINER -> new StartPlan.ProcessNamespace.OfItsOwn();
      case NODE -> new StartPlan.ProcessNamespace.OfTheMachine();
      case POD ->
          new StartPlan.ProcessNamespace.OfThePod(
              "/proc/"
                  + pause().orElseThrow(() -> new RuntimeFailure("the pod's pause is gone"))
                  + "/ns/pid");
    };
  }

  /// The file of the pod's network; empty on the machine's.
  Optional<Path> network() {
    return config().network() == NamespaceMode.POD
        ? Optional.of(namespaceFile("net"))
        : Optional.empty();
  }

  /// Frees everything but the knowledge that it was there.
  void stop() throws IOException {
    if (state == SandboxStatus.State.NOT_READY && Files.exists(directory.resolve("stopped"))) {
      return;
    }
    state = SandboxStatus.State.NOT_READY;
    around.network().detach(id());
    pause().ifPresent(pause -> ShimIdentity.killIfOf(pause, directory));
    for (var mount : Mounts.below(directory)) {
      Mounts.detach(mount);
    }
    around.controlGroups().remove(record.controlGroup());
    if (Files.isDirectory(directory)) {
      Files.writeString(directory.resolve("stopped"), "");
    }
    around.events().accept(new RuntimeEvent.SandboxChanged(id()));
  }

  void remove() throws IOException {
    stop();
    FileTree.delete(directory);
    around.events().accept(new RuntimeEvent.SandboxChanged(id()));
  }

  SandboxStatus status() {
    return new SandboxStatus(
        id(),
        config().pod(),
        config().attempt(),
        state,
        record.created(),
        record.addresses(),
        config().labels(),
        config().annotations());
  }
}
