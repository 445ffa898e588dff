package dev.timonier.server.metric;

import dev.timonier.storage.metric.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// The `process_…` metrics that every program with metrics has
/// (<https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics>), from `/proc`.
/// Where there is none, those that need it are not a number.
final class ProcessMeters {
  private static final Path SELF = Path.of("/proc/self");
  private static final long KIBIBYTE = 1024;
  private static final double NANOS_PER_SECOND = 1e9;

  private ProcessMeters() {}

  static List<Metric> all() {
    return List.of(
        new Metric.Counter(
            "process_cpu_seconds_total",
            "Total user and system CPU time spent in seconds.",
            Map.of(),
            ProcessMeters::cpuSeconds),
        gauge(
            "process_start_time_seconds",
            "Start time of the process since unix epoch in seconds.",
            ProcessMeters::startSeconds),
        gauge(
            "process_resident_memory_bytes",
            "Resident memory size in bytes.",
            () -> status("VmRSS:")),
        gauge(
            "process_virtual_memory_bytes",
            "Virtual memory size in bytes.",
            () -> status("VmSize:")),
        gauge("process_open_fds", "Number of open file descriptors.", ProcessMeters::openFiles),
        gauge("process_max_fds", "Maximum number of open file descriptors.", ProcessMeters::limit));
  }

  private static Metric gauge(String name, String help, DoubleSupplier value) {
    return new Metric.Gauge(name, help, Map.of(), value);
  }

  private static double cpuSeconds() {
    return process().totalCpuDuration().map(Duration::toNanos).orElse(0L) / NANOS_PER_SECOND;
  }

  private static double startSeconds() {
    return process().startInstant().map(Instant::toEpochMilli).orElse(0L) / 1000.0;
  }

  private static ProcessHandle.Info process() {
    return ProcessHandle.current().info();
  }

  private static double status(String name) {
    return number("status", name, 1) * KIBIBYTE;
  }

  private static double limit() {
    return number("limits", "Max open files", 3);
  }

  /// The field of the line that begins with a name.
  private static double number(String file, String name, int field) {
    try (var lines = Files.lines(SELF.resolve(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToDouble(line -> Double.parseDouble(line.split("\\s+")[field]))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException | UncheckedIOException | NumberFormatException _) {
      return Double.NaN;
    }
  }

  private static double openFiles() {
    var files = SELF.resolve("fd").toFile().list();
    return files == null ? Double.NaN : files.length;
  }
}
