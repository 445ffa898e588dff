package dev.timonier.cluster.directory;

import dev.timonier.cluster.network.NetworkNumber;
import java.util.Properties;

/// What a cluster is on every start.
///
/// @param id eight hexadecimal digits that tell clusters of one machine apart
/// @param port of the API server
/// @param network chosen once, on the first start
/// @param storageFlags where its data is; empty before the first start
public record ClusterSettings(
    String id, int port, NetworkNumber network, StorageFlags storageFlags) {
  private static final int DEFAULT_PORT = 6443;

  static ClusterSettings fresh(String id, NetworkNumber network) {
    return new ClusterSettings(id, DEFAULT_PORT, network, StorageFlags.NONE);
  }

  /// @throws IllegalArgumentException when something is missing or malformed
  static ClusterSettings of(Properties properties) {
    var flags = StorageFlags.of(properties);
    Storage.of(flags);
    return new ClusterSettings(
        text(properties, "id"),
        number(properties, "port"),
        new NetworkNumber(number(properties, "network")),
        flags);
  }

  Properties toProperties() {
    var properties = new Properties();
    properties.setProperty("id", id);
    properties.setProperty("port", Integer.toString(port));
    properties.setProperty("network", Integer.toString(network.value()));
    storageFlags.writeTo(properties);
    return properties;
  }

  public ClusterSettings withPort(int other) {
    return new ClusterSettings(id, other, network, storageFlags);
  }

  /// With a choice of storage, which has to agree with where the data is.
  ///
  /// @throws UnusableStorage when it does not, or is none
  public ClusterSettings withStorage(StorageFlags chosen) {
    try {
      var flags = storageFlags.and(chosen).orRocksDb();
      Storage.of(flags);
      return new ClusterSettings(id, port, network, flags);
    } catch (IllegalArgumentException e) {
      throw new UnusableStorage(String.valueOf(e.getMessage()));
    }
  }

  /// Where its data is.
  public Storage storage() {
    return Storage.of(storageFlags);
  }

  private static String text(Properties properties, String name) {
    var text = properties.getProperty(name, "");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return text;
  }

  private static int number(Properties properties, String name) {
    try {
      return Integer.parseInt(text(properties, name));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is no number", e);
    }
  }
}
