package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.Descriptor;
import dev.timonier.nodeagent.linux.DeviceNode;
import dev.timonier.nodeagent.linux.EventLoop;
import dev.timonier.nodeagent.linux.HeldProcess;
import dev.timonier.nodeagent.linux.KernelException;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.Processes;
import dev.timonier.nodeagent.linux.Terminal;
import dev.timonier.nodeagent.runtime.TerminalMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// The agent's hold on a running container: its processes, its streams, its log.
final class RunningContainer {
  private static final List<String> STREAMS = List.of("stdin", "stdout", "stderr");

  private final EventLoop loop;
  private final ShimRecords.Started started;
  private final HeldProcess shim;
  private final Optional<HeldProcess> process;
  private final Optional<Terminal> terminal;
  private final CriLog log;
  private final OutputStreams streams;
  private final List<OutputStreams.Reader> readers = new CopyOnWriteArrayList<>();

  private EventLoop.Registration watch = () -> {};

  private RunningContainer(
      ShimRecords.Started started,
      HeldProcess shim,
      Optional<HeldProcess> process,
      Optional<Terminal> terminal,
      CriLog log,
      Surroundings around) {
    this.loop = around.loop();
    this.started = started;
    this.shim = shim;
    this.process = process;
    this.terminal = terminal;
    this.log = log;
    this.streams = new OutputStreams(around.loop(), this::output);
  }

  static void createStreams(Path directory) throws KernelException {
    for (var stream : STREAMS) {
      DeviceNode.fifo(directory.resolve(stream), 0600);
    }
  }

  /// Takes hold of a container that runs.
  ///
  /// @param shimEnded is told, on the event loop, when the shim was killed by somebody else
  /// @throws IOException when its shim is gone
  static RunningContainer hold(
      ContainerRecord record, ShimRecords.Started started, Surroundings around, Runnable shimEnded)
      throws IOException {
    var directory = around.state().container(record.id());
    var shim = HeldProcess.of(started.shim());
    if (!ShimIdentity.isShimOf(started.shim(), directory)) {
      shim.close();
      throw new IOException("the shim of container " + record.id() + " is gone");
    }
    var terminal =
        record.process().terminal() == TerminalMode.TERMINAL
            ? Optional.of(
                Terminal.of(Processes.copyDescriptor(shim.descriptor(), ContainerProgram.TERMINAL)))
            : Optional.<Terminal>empty();
    var log = new CriLog(record.logPath(), around.time());
    var container = new RunningContainer(started, shim, process(started), terminal, log, around);
    container.readStreams(directory);
    container.watch = around.loop().registerOnce(shim.descriptor(), shimEnded::run);
    return container;
  }

  /// The process may already have ended; then its number means nothing.
  private static Optional<HeldProcess> process(ShimRecords.Started started) {
    try {
      var process = HeldProcess.of(started.process());
      if (Processes.parent(started.process()).orElse(0) == started.shim()) {
        return Optional.of(process);
      }
      process.close();
    } catch (KernelException gone) {
      // as said
    }
    return Optional.empty();
  }

  private void readStreams(Path directory) throws KernelException {
    if (terminal.isPresent()) {
      streams.read(CriLog.Stream.STDOUT, terminal.get().descriptor());
      return;
    }
    var flags = Linux.O_RDONLY | Linux.O_NONBLOCK;
    streams.read(
        CriLog.Stream.STDOUT, Descriptor.open(directory.resolve("stdout").toString(), flags));
    streams.read(
        CriLog.Stream.STDERR, Descriptor.open(directory.resolve("stderr").toString(), flags));
  }

  private void output(CriLog.Stream stream, byte[] bytes) {
    log.write(stream, bytes);
    readers.forEach(reader -> reader.output(stream, bytes));
  }

  ShimRecords.Started started() {
    return started;
  }

  Optional<Terminal> terminal() {
    return terminal;
  }

  void signal(int signal) throws KernelException {
    if (process.isPresent()) {
      process.get().signal(signal);
    }
  }

  /// Ends the input of the container's process.
  void closeInput() throws KernelException {
    shim.signal(Linux.SIGUSR1);
  }

  void addReader(OutputStreams.Reader reader) {
    readers.add(reader);
  }

  void removeReader(OutputStreams.Reader reader) {
    readers.remove(reader);
  }

  CriLog log() {
    return log;
  }

  /// Reads what is left of the output, and lets the shim go.
  CompletableFuture<Void> finish() {
    return CompletableFuture.runAsync(
        () -> {
          streams.finish();
          release();
        },
        loop);
  }

  private void release() {
    try {
      shim.signal(Linux.SIGKILL);
    } catch (KernelException failure) {
      throw new IllegalStateException(failure);
    }
    close();
  }

  /// Lets go, and lets it run. On the event loop, or when that has ended: what was read of the
  /// output must have come to the log.
  void close() {
    streams.close();
    log.end();
    log.close();
    watch.cancel();
    shim.close();
    process.ifPresent(HeldProcess::close);
  }
}
