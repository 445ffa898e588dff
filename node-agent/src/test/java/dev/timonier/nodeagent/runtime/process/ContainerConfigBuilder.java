package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.ContainerConfig;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.LinuxResources;
import dev.timonier.nodeagent.runtime.LinuxSecurity;
import dev.timonier.nodeagent.runtime.TerminalMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A container's configuration, ordinary unless told otherwise.
final class ContainerConfigBuilder {
  private List<String> command = List.of();
  private List<String> args = List.of();
  private String workingDirectory = "";
  private List<ContainerConfig.Variable> environment = List.of();
  private List<ContainerConfig.Mount> mounts = List.of();
  private ContainerConfig.StdinMode stdin = ContainerConfig.StdinMode.CLOSED;
  private TerminalMode terminal = TerminalMode.NONE;
  private LinuxResources resources = LinuxResources.UNLIMITED;
  private LinuxSecurity security = security();
  private Optional<ContainerId> target = Optional.empty();

  static LinuxSecurity security() {
    return new LinuxSecurity(
        LinuxSecurity.Privilege.CONFINED,
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        List.of(),
        List.of(),
        LinuxSecurity.RootFileSystem.WRITABLE,
        LinuxSecurity.PrivilegeEscalation.ALLOWED,
        LinuxSecurity.Seccomp.UNCONFINED,
        Optional.empty(),
        LinuxSecurity.DEFAULT_MASKED_PATHS,
        LinuxSecurity.DEFAULT_READ_ONLY_PATHS);
  }

  ContainerConfigBuilder command(String... words) {
    command = List.of(words);
    return this;
  }

  ContainerConfigBuilder script(String script) {
    return command("/bin/sh", "-c", script);
  }

  ContainerConfigBuilder args(String... words) {
    args = List.of(words);
    return this;
  }

  ContainerConfigBuilder workingDirectory(String directory) {
    workingDirectory = directory;
    return this;
  }

  ContainerConfigBuilder environment(String name, String value) {
    environment = List.of(new ContainerConfig.Variable(name, value));
    return this;
  }

  ContainerConfigBuilder mounts(ContainerConfig.Mount... all) {
    mounts = List.of(all);
    return this;
  }

  ContainerConfigBuilder stdin(ContainerConfig.StdinMode mode) {
    stdin = mode;
    return this;
  }

  ContainerConfigBuilder terminal() {
    terminal = TerminalMode.TERMINAL;
    return this;
  }

  ContainerConfigBuilder resources(LinuxResources limits) {
    resources = limits;
    return this;
  }

  ContainerConfigBuilder security(LinuxSecurity rights) {
    security = rights;
    return this;
  }

  ContainerConfigBuilder target(ContainerId container) {
    target = Optional.of(container);
    return this;
  }

  ContainerConfig build() {
    return new ContainerConfig(
        "main",
        0,
        TestNode.IMAGE,
        "",
        command,
        args,
        workingDirectory,
        environment,
        mounts,
        List.of(),
        Map.of(),
        Map.of(),
        Path.of("main-" + java.util.UUID.randomUUID() + ".log"),
        stdin,
        terminal,
        resources,
        security,
        Optional.empty(),
        target);
  }
}
