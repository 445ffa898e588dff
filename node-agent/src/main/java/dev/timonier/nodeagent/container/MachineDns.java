package dev.timonier.nodeagent.container;

import dev.timonier.nodeagent.runtime.SandboxConfig.DnsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the machine's `resolv.conf`.
public final class MachineDns {
  private static final Logger LOG = LoggerFactory.getLogger(MachineDns.class);
  private static final List<String> MACHINE_ONLY = List.of("127.", "::1");

  private MachineDns() {}

  /// What of it is of use to pods: servers on the machine's loopback are not.
  public static DnsConfig read(Path file) {
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      LOG.info("{} cannot be read: {}", file, e.toString());
      return parse(List.of());
    }
  }

  static DnsConfig parse(List<String> lines) {
    return new DnsConfig(
        words(lines, "nameserver").stream()
            .filter(server -> MACHINE_ONLY.stream().noneMatch(server::startsWith))
            .limit(3)
            .toList(),
        words(lines, "search"),
        words(lines, "options"));
  }

  private static List<String> words(List<String> lines, String keyword) {
    return lines.stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words[0].equals(keyword))
        .flatMap(words -> Arrays.stream(words).skip(1))
        .toList();
  }
}
