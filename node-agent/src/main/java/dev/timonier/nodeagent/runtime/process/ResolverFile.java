package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.SandboxConfig.DnsConfig;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The text of `/etc/resolv.conf`.
final class ResolverFile {
  private ResolverFile() {}

  static String of(DnsConfig dns) {
    var searches =
        dns.searches().isEmpty()
            ? Stream.<String>empty()
            : Stream.of("search " + String.join(" ", dns.searches()));
    var servers = dns.servers().stream().map(server -> "nameserver " + server);
    var options =
        dns.options().isEmpty()
            ? Stream.<String>empty()
            : Stream.of("options " + String.join(" ", dns.options()));
    return Stream.of(searches, servers, options)
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
