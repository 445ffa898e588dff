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
        counter(
            "process_cpu_seconds_total",
            "Total user and system CPU time spent in seconds.",
            ProcessMeters::cpuSeconds),
        start(""),
        gauge(
            "process_resident_memory_bytes",
            "Resident memory size in bytes.",
            () -> status("VmRSS:")),
        gauge(
            "process_virtual_memory_bytes",
            "Virtual memory size in bytes.",
            () -> status("VmSize:")),
        gauge(
            "process_virtual_memory_max_bytes",
            "Maximum amount of virtual memory available in bytes.",
            ProcessMeters::mostMemory),
        counter(
            "process_network_receive_bytes_total",
            "Number of bytes received by the process over the network.",
            () -> network("InOctets")),
        counter(
            "process_network_transmit_bytes_total",
            "Number of bytes sent by the process over the network.",
            () -> network("OutOctets")),
        gauge("process_open_fds", "Number of open file descriptors.", ProcessMeters::openFiles),
        gauge("process_max_fds", "Maximum number of open file descriptors.", ProcessMeters::limit));
  }

  /// @param stability is told in front of the help
  static Metric start(String stability) {
    return gauge(
        "process_start_time_seconds",
        stability + "Start time of the process since unix epoch in seconds.",
        ProcessMeters::startSeconds);
  }

  /// When the process started, in seconds of the Unix epoch.
  static double startSeconds() {
    return process().startInstant().map(Instant::toEpochMilli).orElse(0L) / 1000.0;
  }

  private static Metric counter(String name, String help, DoubleSupplier value) {
    return new Metric.Counter(name, help, Map.of(), value);
  }

  private static Metric gauge(String name, String help, DoubleSupplier value) {
    return new Metric.Gauge(name, help, Map.of(), value);
  }

  private static double cpuSeconds() {
    return process().totalCpuDuration().map(Duration::toNanos).orElse(0L) / NANOS_PER_SECOND;
  }

  private static ProcessHandle.Info process() {
    return ProcessHandle.current().info();
  }

  private static double status(String name) {
    return number("status", name, 1) * KIBIBYTE;
  }

  private static double mostMemory() {
    return number("limits", "Max address space", 3);
  }

  private static double limit() {
    return number("limits", "Max open files", 3);
  }

  /// Of all programs that share the network of this one. The first line has the names, the second
  /// the numbers.
  private static double network(String name) {
    var lines = lines("net/netstat", "IpExt:");
    return lines.size() < 2
        ? Double.NaN
        : number(lines.getLast().get(lines.getFirst().indexOf(name)));
  }

  /// The field of the line that begins with a name.
  private static double number(String file, String name, int field) {
    var lines = lines(file, name);
    return lines.isEmpty() ? Double.NaN : number(lines.getFirst().get(field));
  }

  /// What has no limit is as large as 64 bits can say.
  private static double number(String text) {
    return text.equals("unlimited") ? 0x1p64 : Double.parseDouble(text);
  }

  /// The lines that begin with a name, each as its fields.
  private static List<List<String>> lines(String file, String name) {
    try (var lines = Files.lines(SELF.resolve(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> List.of(line.split("\\s+")))
          .toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }

  private static double openFiles() {
    var files = SELF.resolve("fd").toFile().list();
    return files == null ? Double.NaN : files.length;
  }
}
