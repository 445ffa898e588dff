package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.FileTree;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.runtime.RuntimeEvent;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import dev.timonier.nodeagent.runtime.SandboxId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One container, from its creation until it is forgotten.
final class Container {
  private static final Logger LOG = LoggerFactory.getLogger(Container.class);
  private static final Duration PATIENCE_WITH_KILLED = Duration.ofSeconds(30);
  private static final int EXIT_CODE_UNKNOWN = 255;

  /// What the agent knows now.
  private sealed interface Phase {
    record Created() implements Phase {}

    record Running(RunningContainer container) implements Phase {}

    record Ended(State.Exited state) implements Phase {}
  }

  private final Surroundings around;
  private final ContainerRecord record;
  private final Path directory;
  private final CompletableFuture<State.Exited> ended = new CompletableFuture<>();

  /// Held while the phase changes.
  private final ReentrantLock change = new ReentrantLock();

  private volatile Phase phase = new Phase.Created();

  Container(Surroundings around, ContainerRecord record) {
    this.around = around;
    this.record = record;
    this.directory = around.state().container(record.id());
  }

  /// Makes the directories and the control group of a new container.
  static Container create(Surroundings around, ContainerRecord record) throws IOException {
    var container = new Container(around, record);
    for (var name : List.of("upper", "work", "rootfs", "empty")) {
      Files.createDirectories(container.directory.resolve(name));
    }
    Files.setAttribute(container.directory.resolve("upper"), "unix:mode", 0755);
    RunningContainer.createStreams(container.directory);
    StateFiles.write(container.directory.resolve("config.json"), record);
    return container;
  }

  /// Takes up a container that another agent left.
  static Optional<Container> adopt(Surroundings around, String id) {
    var file = around.state().container(id).resolve("config.json");
    var container =
        StateFiles.read(file, ContainerRecord.class).map(read -> new Container(around, read));
    container.ifPresent(Container::adopt);
    return container;
  }

  /// Holds the lock, for the shim may end while it is taken up.
  private void adopt() {
    change.lock();
    try {
      adoptState();
    } finally {
      change.unlock();
    }
  }

  private void adoptState() {
    var exited = StateFiles.read(directory.resolve("exit.json"), State.Exited.class);
    if (exited.isPresent()) {
      phase = new Phase.Ended(exited.get());
      ended.complete(exited.get());
    } else if (Files.exists(directory.resolve("started"))) {
      adoptStarted();
    }
  }

  private void adoptStarted() {
    try {
      hold();
    } catch (IOException gone) {
      LOG.warn("{}", gone.getMessage());
    }
    if (Files.exists(around.state().exit(record.id())) || phase instanceof Phase.Created) {
      recordEnd();
    }
  }

  ContainerRecord record() {
    return record;
  }

  ContainerId id() {
    return new ContainerId(record.id());
  }

  private SandboxId sandbox() {
    return new SandboxId(record.sandbox());
  }

  /// Starts the process.
  void start(StartPlan plan) throws IOException {
    change.lock();
    try {
      if (!(phase instanceof Phase.Created)) {
        throw new RuntimeFailure("container " + record.id() + " was started before");
      }
      launch(new ContainerProgram(plan, around.lastCapability()));
      hold();
    } finally {
      change.unlock();
    }
    around.events().accept(new RuntimeEvent.ContainerStarted(sandbox(), id()));
  }

  private void launch(ContainerProgram program) throws IOException {
    var report = around.launcher().run(program.program());
    if (report.length > 0) {
      var message = program.complaint(report);
      releaseShim();
      end(failedToStart(message));
      throw new RuntimeFailure("failed to start container: " + message);
    }
  }

  /// Ends a shim that nobody holds.
  private void releaseShim() throws IOException {
    var file = directory.resolve("started");
    if (Files.exists(file)) {
      ShimIdentity.killIfOf(ShimRecords.Started.read(file).shim(), directory);
    }
  }

  private State.Exited failedToStart(String message) {
    return new State.Exited(
        Instant.EPOCH, around.time().instant(), ContainerProgram.FAILED, "StartError", message);
  }

  private void hold() throws IOException {
    var started = ShimRecords.Started.read(directory.resolve("started"));
    phase = new Phase.Running(RunningContainer.hold(record, started, around, this::shimEnded));
  }

  private void shimEnded() {
    around.endings().record(this);
  }

  /// Learns from the shim's record how the container ended; without a record the shim was killed.
  void recordEnd() {
    change.lock();
    try {
      if (phase instanceof Phase.Ended) {
        return;
      }
      var state = exited();
      if (phase instanceof Phase.Running running) {
        around.controlGroups().kill(record.controlGroup());
        running.container.finish().join();
      }
      end(state);
    } catch (IOException failure) {
      LOG.error("cannot record the end of container {}", record.id(), failure);
    } finally {
      change.unlock();
    }
    around.events().accept(new RuntimeEvent.ContainerExited(sandbox(), id()));
  }

  private State.Exited exited() throws IOException {
    var started = ShimRecords.Started.read(directory.resolve("started")).at();
    var file = around.state().exit(record.id());
    if (!Files.exists(file)) {
      return new State.Exited(
          started, around.time().instant(), EXIT_CODE_UNKNOWN, "Unknown", "its shim is gone");
    }
    var end = ShimRecords.Ended.read(file);
    return new State.Exited(started, end.at(), end.exitCode(), reason(end.exitCode()), "");
  }

  private String reason(int exitCode) {
    if (exitCode == 0) {
      return "Completed";
    }
    return around.controlGroups().oomKills(record.controlGroup()) > 0 ? "OOMKilled" : "Error";
  }

  private void end(State.Exited state) throws IOException {
    StateFiles.write(directory.resolve("exit.json"), state);
    Files.deleteIfExists(around.state().exit(record.id()));
    phase = new Phase.Ended(state);
    ended.complete(state);
  }

  /// Done when the container has ended and its output was read.
  CompletableFuture<State.Exited> ended() {
    return ended;
  }

  RunningContainer running() {
    if (phase instanceof Phase.Running running) {
      return running.container;
    }
    throw new RuntimeFailure("container " + record.id() + " is not running");
  }

  boolean isRunning() {
    return phase instanceof Phase.Running;
  }

  void stop(Duration grace) throws IOException {
    if (phase instanceof Phase.Running running) {
      if (grace.isPositive()) {
        running.container.signal(record.stopSignal());
      }
      if (!awaitEnd(grace)) {
        kill(running.container);
      }
    }
  }

  private void kill(RunningContainer running) throws IOException {
    running.signal(Linux.SIGKILL);
    if (!awaitEnd(PATIENCE_WITH_KILLED)) {
      throw new RuntimeFailure("container " + record.id() + " does not end");
    }
  }

  private boolean awaitEnd(Duration patience) {
    try {
      ended.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException stillRuns) {
      return false;
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new RuntimeFailure("interrupted", interrupt);
    }
  }

  void remove() throws IOException {
    stop(Duration.ZERO);
    releaseShim();
    around.controlGroups().remove(record.controlGroup());
    FileTree.delete(directory);
    Files.deleteIfExists(around.state().exit(record.id()));
    around.events().accept(new RuntimeEvent.ContainerRemoved(sandbox(), id()));
  }

  void reopenLog() {
    var log = running().log();
    var reopened = new CompletableFuture<Boolean>();
    around
        .loop()
        .execute(
            () -> {
              try {
                log.reopen();
                reopened.complete(true);
              } catch (IOException failure) {
                reopened.completeExceptionally(failure);
              }
            });
    reopened.join();
  }

  Path directory() {
    return directory;
  }

  ContainerStatus status() {
    var config = record.config();
    return new ContainerStatus(
        id(),
        sandbox(),
        config.name(),
        config.attempt(),
        config.image(),
        config.imageId(),
        record.created(),
        state(),
        record.logPath(),
        config.labels(),
        config.annotations());
  }

  private State state() {
    return switch (phase) {
      case Phase.Created _ -> new State.Created();
      case Phase.Running running -> {
        var started = running.container.started();
        yield new State.Running(started.at(), started.process());
      }
      case Phase.Ended exited -> exited.state;
    };
  }

  /// Lets go of a container that may go on running.
  void close() {
    if (phase instanceof Phase.Running running) {
      running.container.close();
    }
  }
}
