package dev.timonier.nodeagent.node;

import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.NodeSystemInfoBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the machine has and is.
///
/// @param diskBytes of the file system that pods write to
/// @param system as `status.nodeInfo`, without the versions of the node's programs
public record Machine(int processors, long memoryBytes, long diskBytes, NodeSystemInfo system) {
  private static final long KIBIBYTE = 1024;

  /// Asks the kernel.
  ///
  /// @param directory where pods write to
  public static Machine read(Path directory) throws IOException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        memory(),
        Files.getFileStore(directory).getTotalSpace(),
        readSystem());
  }

  private static long memory() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemTotal:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kibibytes -> Long.parseLong(kibibytes) * KIBIBYTE)
          .findFirst()
          .orElseThrow(() -> new IOException("/proc/meminfo says nothing of MemTotal"));
    }
  }

  private static NodeSystemInfo readSystem() {
    var machine = line("/etc/machine-id").or(() -> line("/var/lib/dbus/machine-id")).orElse("");
    return new NodeSystemInfoBuilder()
        .withMachineID(machine)
        .withSystemUUID(line("/sys/class/dmi/id/product_uuid").orElse(machine))
        .withBootID(line("/proc/sys/kernel/random/boot_id").orElse(""))
        .withKernelVersion(line("/proc/sys/kernel/osrelease").orElse(""))
        .withOsImage(osImage())
        .withOperatingSystem("linux")
        .withArchitecture(architecture())
        .build();
  }

  /// As Go names it.
  private static String architecture() {
    var name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name;
  }

  private static String osImage() {
    return Stream.of("/etc/os-release", "/usr/lib/os-release")
        .flatMap(file -> lines(file).stream())
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
        .findFirst()
        .orElse("Linux");
  }

  private static Optional<String> line(String file) {
    return lines(file).stream().map(String::strip).filter(text -> !text.isEmpty()).findFirst();
  }

  /// Not every machine tells, and not everyone.
  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException _) {
      return List.of();
    }
  }
}
