package dev.timonier.cluster.command;

import dev.timonier.cluster.ServerOptions;
import dev.timonier.cluster.directory.StorageFlags;
import dev.timonier.cluster.directory.StorageFlags.Flag;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The port of an API server, `--storage`, and what goes with it.
final class ServerFlags {
  private static final int LAST_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "the API server's port (default: that of the last start, or 6443)")
  private @Nullable Integer port;

  @Option(
      names = "--storage",
      paramLabel = "S",
      description =
          "where the data is: rocksdb (in the data directory), memory (gone when the cluster"
              + " stops), or etcd=URL,... (default: that of the last start, or rocksdb)")
  private @Nullable String storage;

  @Option(
      names = "--etcd-prefix",
      paramLabel = "P",
      description = "what the keys in etcd begin with; clusters that share an etcd differ in it")
  private @Nullable String prefix;

  @Option(names = "--etcd-cafile", paramLabel = "FILE", description = "whom to trust to be etcd")
  private @Nullable Path authority;

  @Option(
      names = "--etcd-certfile",
      paramLabel = "FILE",
      description = "the certificate that etcd is shown")
  private @Nullable Path certificate;

  @Option(names = "--etcd-keyfile", paramLabel = "FILE", description = "the certificate's key")
  private @Nullable Path key;

  @Option(names = "--etcd-user", paramLabel = "NAME", description = "a user of etcd")
  private @Nullable String user;

  @Option(
      names = "--etcd-password-file",
      paramLabel = "FILE",
      description = "holds the user's password")
  private @Nullable Path passwordFile;

  @Option(
      names = "--etcd-compaction-interval",
      paramLabel = "D",
      converter = DurationFlag.class,
      defaultValue = "5m0s",
      description =
          "how long the store keeps what was, whichever it is; 0s for ever (default:"
              + " ${DEFAULT-VALUE})")
  private Duration history = Duration.ZERO;

  /// @throws CommandFailure when a flag's value cannot be meant
  void check() {
    if (port != null && (port < 0 || port > LAST_PORT)) {
      throw new CommandFailure("there is no port " + port + "; ports end at " + LAST_PORT);
    }
  }

  ServerOptions options() {
    var chosen = port == null ? OptionalInt.empty() : OptionalInt.of(port);
    return new ServerOptions(chosen, storage()).withHistory(history);
  }

  private StorageFlags storage() {
    var values = new EnumMap<Flag, String>(Flag.class);
    put(values, Flag.STORAGE, storage);
    put(values, Flag.PREFIX, prefix);
    put(values, Flag.AUTHORITY, absolute(authority));
    put(values, Flag.CERTIFICATE, absolute(certificate));
    put(values, Flag.KEY, absolute(key));
    put(values, Flag.USER, user);
    put(values, Flag.PASSWORD_FILE, absolute(passwordFile));
    return new StorageFlags(values);
  }

  private static void put(Map<Flag, String> values, Flag flag, @Nullable String value) {
    if (value != null) {
      values.put(flag, value);
    }
  }

  private static @Nullable String absolute(@Nullable Path file) {
    return file == null ? null : file.toAbsolutePath().normalize().toString();
  }
}
