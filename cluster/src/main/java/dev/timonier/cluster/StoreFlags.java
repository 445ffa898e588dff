package dev.timonier.cluster;

import dev.timonier.cluster.directory.Storage;
import dev.timonier.machinery.time.GoDuration;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How the store is set up, in the flags of kube-apiserver, which knows etcd alone.
final class StoreFlags {
  private StoreFlags() {}

  /// @param history how long the store keeps what was
  static Map<String, String> of(Storage storage, Duration history) {
    var flags = new HashMap<String, String>();
    flags.put("etcd-compaction-interval", GoDuration.text(history));
    if (storage instanceof Storage.Etcd(var endpoints, var prefix, var credentials)) {
      var servers = String.join(",", endpoints.stream().map(URI::toString).toList());
      flags.put("etcd-servers", "[" + servers + "]");
      flags.put("etcd-prefix", prefix + "/registry");
      flags.put("etcd-cafile", text(credentials.authority()));
      flags.put("etcd-certfile", text(credentials.certificate()));
      flags.put("etcd-keyfile", text(credentials.key()));
    }
    return flags;
  }

  private static String text(Optional<Path> file) {
    return file.map(Path::toString).orElse("");
  }
}
