package dev.timonier.nodeagent.runtime.simulated;

import dev.timonier.machinery.time.Time.Timer;
import dev.timonier.nodeagent.runtime.ContainerConfig;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.runtime.SandboxId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// One simulated container.
final class SimulatedContainer {
  private final ContainerId id;
  private final SandboxId sandbox;
  private final ContainerConfig config;
  private final Path log;
  private final Instant created;
  private State state = new State.Created(); // guarded by this
  private Optional<Timer> timer = Optional.empty(); // guarded by this

  SimulatedContainer(
      ContainerId id, SandboxId sandbox, ContainerConfig config, Path log, Instant created) {
    this.id = id;
    this.sandbox = sandbox;
    this.config = config;
    this.log = log;
    this.created = created;
  }

  SandboxId sandbox() {
    return sandbox;
  }

  ContainerConfig config() {
    return config;
  }

  /// Whether it was started by this call.
  synchronized boolean start(Instant now) {
    if (!(state instanceof State.Created)) {
      return false;
    }
    state = new State.Running(now, 0);
    return true;
  }

  /// Whether it was ended by this call.
  synchronized boolean exit(Instant now, int code) {
    if (!(state instanceof State.Running running)) {
      return false;
    }
    timer.ifPresent(Timer::cancel);
    timer = Optional.empty();
    var reason = code == 0 ? "Completed" : "Error";
    state = new State.Exited(running.started(), now, code, reason, "");
    return true;
  }

  synchronized void endBy(Timer end) {
    if (state instanceof State.Running) {
      timer = Optional.of(end);
    } else {
      end.cancel();
    }
  }

  synchronized ContainerStatus status() {
    return new ContainerStatus(
        id,
        sandbox,
        config.name(),
        config.attempt(),
        config.image(),
        config.imageId(),
        created,
        state,
        log,
        config.labels(),
        config.annotations());
  }
}
