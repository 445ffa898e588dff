package dev.timonier.nodeagent.container;

import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The text of a pod's `/etc/hosts`.
final class HostsFile {
  private static final String OWN =
      """
      # Kubernetes-managed hosts file.
      127.0.0.1\tlocalhost
      ::1\tlocalhost ip6-localhost ip6-loopback
      fe00::0\tip6-localnet
      fe00::0\tip6-mcastprefix
      fe00::1\tip6-allnodes
      fe00::2\tip6-allrouters
      """;
  private static final String MACHINES = "# Kubernetes-managed hosts file (host network).\n";

  private HostsFile() {}

  static void write(Path file, Pod pod, Names names, List<String> addresses) throws IOException {
    var basis =
        Boolean.TRUE.equals(pod.getSpec().getHostNetwork()) ? machine() : own(names, addresses);
    Files.createDirectories(file.getParent());
    Files.writeString(file, basis + aliases(pod.getSpec().getHostAliases()));
  }

  /// What a pod calls itself.
  ///
  /// @param domain the full name behind it, or empty
  record Names(String hostname, String domain) {
    String line() {
      return domain.isEmpty() ? hostname : hostname + "." + domain + "\t" + hostname;
    }
  }

  private static String own(Names names, List<String> addresses) {
    var text = new StringBuilder(OWN);
    addresses.forEach(
        address -> text.append(address).append('\t').append(names.line()).append('\n'));
    return text.toString();
  }

  private static String machine() throws IOException {
    var file = Path.of("/etc/hosts");
    return MACHINES + (Files.exists(file) ? Files.readString(file) : "");
  }

  private static String aliases(List<HostAlias> aliases) {
    if (aliases.isEmpty()) {
      return "";
    }
    var text = new StringBuilder("\n# Entries added by HostAliases.\n");
    aliases.forEach(
        alias ->
            text.append(alias.getIp())
                .append('\t')
                .append(String.join("\t", alias.getHostnames()))
                .append('\n'));
    return text.toString();
  }
}
