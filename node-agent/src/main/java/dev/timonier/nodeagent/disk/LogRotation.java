package dev.timonier.nodeagent.disk;

import dev.timonier.nodeagent.runtime.ContainerRuntime;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.runtime.ContainerStatus.State;
import dev.timonier.nodeagent.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the logs of running containers from growing without end: a log that is full is renamed,
/// those before it are compressed, the oldest are removed.
///
/// ```
/// 0.log                            being written
/// 0.log.20260101-120000            full
/// 0.log.20260101-110000.gz         older
/// ```
public final class LogRotation {
  /// How often the logs are looked at.
  public static final Duration PERIOD = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(LogRotation.class);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final ContainerRuntime runtime;
  private final InstantSource clock;
  private final Limits limits;

  /// How much of a container's log is kept.
  ///
  /// @param bytes of one file
  /// @param files with the one that is being written; at least 2
  public record Limits(long bytes, int files) {
    /// As the kubelet's.
    public static final Limits USUAL = new Limits(10 << 20, 5);
  }

  public LogRotation(ContainerRuntime runtime, InstantSource clock, Limits limits) {
    this.runtime = runtime;
    this.clock = clock;
    this.limits = limits;
  }

  /// Looks at all logs once.
  public void rotate() {
    runtime.containers().stream()
        .filter(container -> container.state() instanceof State.Running)
        .forEach(this::rotate);
  }

  private void rotate(ContainerStatus container) {
    var log = container.logPath();
    try {
      if (Files.exists(log) && Files.size(log) > limits.bytes()) {
        removeOldest(log);
        compress(log);
        Files.move(
            log, log.resolveSibling(log.getFileName() + "." + MOMENT.format(clock.instant())));
        runtime.reopenLog(container.id());
      }
    } catch (IOException | RuntimeFailure e) {
      LOG.warn("the log {} was not rotated: {}", log, e.toString());
    }
  }

  /// Leaves room for the one that is about to be full and the one that comes.
  private void removeOldest(Path log) throws IOException {
    var older = older(log);
    for (var file : older.subList(0, Math.max(0, older.size() - (limits.files() - 2)))) {
      Files.delete(file);
    }
  }

  private static void compress(Path log) throws IOException {
    for (var file : older(log)) {
      if (!file.toString().endsWith(".gz")) {
        compressOne(file);
      }
    }
  }

  private static void compressOne(Path file) throws IOException {
    var unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try (var out = new GZIPOutputStream(Files.newOutputStream(unfinished))) {
      Files.copy(file, out);
    }
    var compressed = file.resolveSibling(file.getFileName() + ".gz");
    Files.move(unfinished, compressed, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(file);
  }

  /// The oldest first.
  private static List<Path> older(Path log) throws IOException {
    var prefix = log.getFileName() + ".";
    try (var files = Files.list(log.getParent())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> !file.toString().endsWith(".tmp"))
          .sorted()
          .toList();
    }
  }
}
