package dev.timonier.cluster.directory;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;

/// What was said of the storage: on a command line, or by the data directory, which keeps it under
/// the same names.
public record StorageFlags(Map<Flag, String> values) {
  /// A flag. Those that kube-apiserver has, too, are named as there.
  public enum Flag {
    STORAGE("storage"),
    PREFIX("etcd-prefix"),
    AUTHORITY("etcd-cafile"),
    CERTIFICATE("etcd-certfile"),
    KEY("etcd-keyfile"),
    USER("etcd-user"),
    PASSWORD_FILE("etcd-password-file");

    private final String property;

    Flag(String property) {
      this.property = property;
    }

    @Override
    public String toString() {
      return "--" + property;
    }
  }

  public static final StorageFlags NONE = new StorageFlags(Map.of());

  public StorageFlags {
    values = Map.copyOf(values);
  }

  static StorageFlags of(Properties properties) {
    var values = new EnumMap<Flag, String>(Flag.class);
    for (var flag : Flag.values()) {
      Optional.ofNullable(properties.getProperty(flag.property))
          .ifPresent(value -> values.put(flag, value));
    }
    return new StorageFlags(values);
  }

  void writeTo(Properties properties) {
    values.forEach((flag, value) -> properties.setProperty(flag.property, value));
  }

  /// With what was said later, which wins.
  ///
  /// @throws IllegalArgumentException when that would leave data behind: another kind of storage,
  ///   or another part of etcd
  public StorageFlags and(StorageFlags later) {
    refuseOther(Flag.STORAGE, later, StorageFlags::kind);
    refuseOther(Flag.PREFIX, later, text -> text);
    var all = new EnumMap<Flag, String>(Flag.class);
    all.putAll(values);
    all.putAll(later.values);
    return new StorageFlags(all);
  }

  private void refuseOther(Flag flag, StorageFlags later, UnaryOperator<String> identity) {
    var known = values.getOrDefault(flag, "");
    var wanted = later.values.getOrDefault(flag, known);
    if (!values.isEmpty() && !identity.apply(known).equals(identity.apply(wanted))) {
      throw new IllegalArgumentException(
          "the cluster has "
              + (known.isEmpty() ? "no " + flag : flag + " " + known)
              + ", and its data stays there; for "
              + flag
              + " "
              + wanted
              + " choose another --data-dir");
    }
  }

  /// The default is named, too, so that it stays.
  StorageFlags orRocksDb() {
    return values.containsKey(Flag.STORAGE) ? this : with(Flag.STORAGE, "rocksdb");
  }

  private StorageFlags with(Flag flag, String value) {
    var all = new EnumMap<Flag, String>(Flag.class);
    all.putAll(values);
    all.put(flag, value);
    return new StorageFlags(all);
  }

  /// What stands before the `=`.
  static String kind(String storage) {
    return storage.split("=", 2)[0];
  }

  /// What stands behind the `=`.
  static String value(String storage) {
    return storage.contains("=") ? storage.split("=", 2)[1] : "";
  }

  Optional<String> get(Flag flag) {
    return Optional.ofNullable(values.get(flag));
  }

  Optional<Path> path(Flag flag) {
    return get(flag).map(text -> Path.of(text).toAbsolutePath().normalize());
  }

  Optional<Flag> firstOfEtcd() {
    return Arrays.stream(Flag.values())
        .filter(flag -> flag != Flag.STORAGE && values.containsKey(flag))
        .findFirst();
  }

  void requireBoth(Flag one, Flag other) {
    if (values.containsKey(one) != values.containsKey(other)) {
      throw new IllegalArgumentException(one + " and " + other + " go together");
    }
  }
}
