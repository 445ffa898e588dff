package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.image.ImageConfig;
import dev.timonier.nodeagent.image.StoredImage;
import dev.timonier.nodeagent.runtime.ContainerConfig;
import dev.timonier.nodeagent.runtime.LinuxSecurity;
import dev.timonier.nodeagent.runtime.LinuxSecurity.Privilege;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.process.seccomp.SystemCallFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Works out what a container is, from its image and its configuration.
final class ContainerRecords {
  private static final String DEFAULT_STOP_SIGNAL = "TERM";

  private final Surroundings around;

  ContainerRecords(Surroundings around) {
    this.around = around;
  }

  ContainerRecord of(String id, Sandbox sandbox, ContainerConfig config) throws IOException {
    var image = image(config);
    var signal = config.stopSignal().or(image.config()::stopSignal).orElse(DEFAULT_STOP_SIGNAL);
    return new ContainerRecord(
        id,
        sandbox.record().id(),
        config,
        image.layers(),
        sandbox.record().controlGroup() + "/" + id,
        sandbox.record().config().logDirectory().resolve(config.logPath()),
        Signals.number(signal),
        process(sandbox, config, image),
        around.time().instant());
  }

  private StoredImage image(ContainerConfig config) {
    return around
        .images()
        .find(config.imageId())
        .or(() -> around.images().find(config.image()))
        .orElseThrow(() -> new RuntimeFailure("image \"" + config.image() + "\": not found"));
  }

  private ProcessSpec process(Sandbox sandbox, ContainerConfig config, StoredImage image)
      throws IOException {
    var security = config.security();
    var capabilities = capabilities(config);
    var identity =
        UserDatabase.of(around.images().union(image.layers()))
            .identity(image.config().user(), security);
    return new ProcessSpec(
        arguments(config, image.config()),
        Environment.of(
            image.config().environment(),
            config.environment(),
            sandbox.record().config().hostname(),
            identity.home(),
            config.terminal()),
        workingDirectory(config, image.config()),
        identity,
        capabilities,
        security.escalation(),
        seccomp(security, capabilities),
        config.terminal());
  }

  /// A privileged container has none.
  private static Optional<byte[]> seccomp(LinuxSecurity security, long capabilities) {
    if (security.privilege() == Privilege.PRIVILEGED) {
      return Optional.empty();
    }
    return switch (security.seccomp()) {
      case UNCONFINED -> Optional.empty();
      case RUNTIME_DEFAULT ->
          Optional.of(
              SystemCallFilter.ofRuntimeDefault(name -> Capability.isIn(capabilities, name)));
      case LOCALHOST ->
          Optional.of(SystemCallFilter.ofFile(Path.of(security.seccompProfile().orElse(""))));
    };
  }

  /// A pod's command replaces entrypoint and command of the image, its arguments only the latter.
  static List<String> arguments(ContainerConfig config, ImageConfig image) {
    var all = new ArrayList<String>();
    if (config.command().isEmpty()) {
      all.addAll(image.entrypoint());
      all.addAll(config.args().isEmpty() ? image.command() : config.args());
    } else {
      all.addAll(config.command());
      all.addAll(config.args());
    }
    if (all.isEmpty()) {
      throw new RuntimeFailure("no command specified");
    }
    return List.copyOf(all);
  }

  private static String workingDirectory(ContainerConfig config, ImageConfig image) {
    var chosen =
        config.workingDirectory().isEmpty() ? image.workingDirectory() : config.workingDirectory();
    return chosen.startsWith("/") ? chosen : "/" + chosen;
  }

  /// No more than the agent itself has.
  private static long capabilities(ContainerConfig config) throws IOException {
    var security = config.security();
    var wanted =
        security.privilege() == Privilege.PRIVILEGED
            ? Capability.ALL
            : Capability.change(
                Capability.DEFAULT, security.addCapabilities(), security.dropCapabilities());
    return wanted & Capability.own();
  }
}
