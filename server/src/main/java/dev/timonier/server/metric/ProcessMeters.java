package dev.timonier.server.metric;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/// The `process_…` metrics that every program with metrics has
/// (<https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics>), from `/proc`.
/// Where there is none, those that need it are not a number.
final class ProcessMeters {
  private static final Path SELF = Path.of("/proc/self");
  private static final long KIBIBYTE = 1024;
  private static final double NANOS_PER_SECOND = 1e9;

  private ProcessMeters() {}

  static void register(MeterRegistry meters) {
    var process = ProcessHandle.current();
    FunctionCounter.builder("process_cpu_seconds_total", process, ProcessMeters::cpuSeconds)
        .description("Total user and system CPU time spent in seconds.")
        .register(meters);
    gauge(
        meters,
        "process_start_time_seconds",
        "Start time of the process since unix epoch in" + " seconds.",
        ProcessMeters::startSeconds);
    gauge(
        meters,
        "process_resident_memory_bytes",
        "Resident memory size in bytes.",
        _ -> status("VmRSS:"));
    gauge(
        meters,
        "process_virtual_memory_bytes",
        "Virtual memory size in bytes.",
        _ -> status("VmSize:"));
    gauge(meters, "process_open_fds", "Number of open file descriptors.", _ -> openFiles());
    gauge(meters, "process_max_fds", "Maximum number of open file descriptors.", _ -> limit());
  }

  private static void gauge(
      MeterRegistry meters, String name, String help, ToDoubleFunction<ProcessHandle> value) {
    Gauge.builder(name, ProcessHandle.current(), value)
        .description(help)
        .strongReference(true)
        .register(meters);
  }

  private static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / NANOS_PER_SECOND;
  }

  private static double startSeconds(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L) / 1000.0;
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
