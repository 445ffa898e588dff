package dev.timonier.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// A process of a cluster.
///
/// @param residentBytes empty where it cannot be known
public record RunningProcess(String name, long pid, OptionalLong residentBytes) {
  private static final long KIBIBYTE = 1024;

  public static RunningProcess of(String name, long pid) {
    return new RunningProcess(name, pid, residentBytes(pid));
  }

  private static OptionalLong residentBytes(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBIBYTE)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
