package dev.timonier.cluster.directory;

import dev.timonier.cluster.directory.StorageFlags.Flag;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where a cluster keeps its data.
public sealed interface Storage {
  /// What `--storage` names it.
  String kind();

  /// In the memory of the process: it is gone when the cluster stops.
  record Memory() implements Storage {
    @Override
    public String kind() {
      return "memory";
    }

    @Override
    public String toString() {
      return "in memory; all data is gone when the cluster stops";
    }
  }

  /// In RocksDB, in the data directory.
  record RocksDb() implements Storage {
    @Override
    public String kind() {
      return "rocksdb";
    }

    @Override
    public String toString() {
      return "in the data directory";
    }
  }

  /// In an etcd, which other clusters may use as well, below other prefixes.
  ///
  /// @param prefix what the keys begin with, before their `/registry`
  /// @param credentials what etcd is shown
  record Etcd(List<URI> endpoints, String prefix, EtcdCredentials credentials) implements Storage {
    public Etcd {
      endpoints = List.copyOf(endpoints);
    }

    @Override
    public String kind() {
      return "etcd";
    }

    @Override
    public String toString() {
      return "in " + where();
    }

    /// As in `etcd at http://10.0.0.1:2379, below /mine`.
    public String where() {
      var members = String.join(",", endpoints.stream().map(URI::toString).toList());
      return "etcd at " + members + (prefix.isEmpty() ? "" : ", below " + prefix);
    }

    public boolean usesTls() {
      return endpoints.getFirst().getScheme().equals("https");
    }
  }

  /// What etcd is shown, and whom to trust. Files are in PEM.
  ///
  /// @param authority whom to trust; whom the system trusts when empty
  /// @param certificate who we are; with its key
  /// @param user with the file of its password
  record EtcdCredentials(
      Optional<Path> authority,
      Optional<Path> certificate,
      Optional<Path> key,
      Optional<String> user,
      Optional<Path> passwordFile) {}

  /// @throws IllegalArgumentException that says in one line which flags are wrong
  static Storage of(StorageFlags flags) {
    var text = flags.get(Flag.STORAGE).orElse("rocksdb");
    return switch (StorageFlags.kind(text)) {
      case "rocksdb" -> local(flags, new RocksDb());
      case "memory" -> local(flags, new Memory());
      case "etcd" -> etcd(flags, text);
      default ->
          throw new IllegalArgumentException(
              "--storage " + text + " is none of rocksdb, memory, etcd=URL,…");
    };
  }

  private static Storage local(StorageFlags flags, Storage storage) {
    flags
        .firstOfEtcd()
        .ifPresent(
            flag -> {
              throw new IllegalArgumentException(flag + " goes with --storage etcd=URL,…");
            });
    return storage;
  }

  private static Storage etcd(StorageFlags flags, String text) {
    var endpoints =
        Arrays.stream(StorageFlags.value(text).split(",")).map(Storage::endpoint).toList();
    if (endpoints.stream().map(URI::getScheme).distinct().count() > 1) {
      throw new IllegalArgumentException("the members of etcd are either all http or all https");
    }
    flags.requireBoth(Flag.CERTIFICATE, Flag.KEY);
    flags.requireBoth(Flag.USER, Flag.PASSWORD_FILE);
    var credentials =
        new EtcdCredentials(
            flags.path(Flag.AUTHORITY),
            flags.path(Flag.CERTIFICATE),
            flags.path(Flag.KEY),
            flags.get(Flag.USER),
            flags.path(Flag.PASSWORD_FILE));
    return new Etcd(endpoints, flags.get(Flag.PREFIX).orElse(""), credentials);
  }

  private static URI endpoint(String text) {
    try {
      var endpoint = URI.create(text.strip());
      var scheme = Optional.ofNullable(endpoint.getScheme()).orElse("");
      if (scheme.matches("https?") && endpoint.getHost() != null && endpoint.getPort() > 0) {
        return endpoint;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "etcd at " + text + ": an address is like http://10.0.0.1:2379");
  }
}
