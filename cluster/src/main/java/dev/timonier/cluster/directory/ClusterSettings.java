package dev.timonier.cluster.directory;

import java.util.Properties;

/// What a cluster is on every start.
///
/// @param id eight hexadecimal digits that tell clusters of one machine apart
/// @param port of the API server
/// @param network counts the clusters of one machine, from 0: pods are at 10.(244+n).0.0/16 modulo
///   256, services at 10.(96+n).0.0/16
/// @param storageFlags where its data is; empty before the first start
public record ClusterSettings(String id, int port, int network, StorageFlags storageFlags) {
  private static final int DEFAULT_PORT = 6443;
  private static final int FIRST_POD_NETWORK = 244;
  private static final int FIRST_SERVICE_NETWORK = 96;

  static ClusterSettings fresh(String id) {
    return new ClusterSettings(id, DEFAULT_PORT, 0, StorageFlags.NONE);
  }

  /// @throws IllegalArgumentException when something is missing or malformed
  static ClusterSettings of(Properties properties) {
    var flags = StorageFlags.of(properties);
    Storage.of(flags);
    return new ClusterSettings(
        text(properties, "id"), number(properties, "port"), number(properties, "network"), flags);
  }

  Properties toProperties() {
    var properties = new Properties();
    properties.setProperty("id", id);
    properties.setProperty("port", Integer.toString(port));
    properties.setProperty("network", Integer.toString(network));
    storageFlags.writeTo(properties);
    return properties;
  }

  public ClusterSettings withPort(int other) {
    return new ClusterSettings(id, other, network, storageFlags);
  }

  public ClusterSettings withNetwork(int other) {
    return new ClusterSettings(id, port, other, storageFlags);
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

  /// The addresses of pods, in CIDR notation.
  public String podNetwork() {
    return "10." + (FIRST_POD_NETWORK + network) % 256 + ".0.0/16";
  }

  /// The addresses of this machine's pods, in CIDR notation.
  public String nodePodNetwork() {
    return "10." + (FIRST_POD_NETWORK + network) % 256 + ".0.0/24";
  }

  /// The addresses of services, in CIDR notation.
  public String serviceNetwork() {
    return "10." + (FIRST_SERVICE_NETWORK + network) + ".0.0/16";
  }

  /// Where the `kubernetes` service is.
  public String firstServiceAddress() {
    return "10." + (FIRST_SERVICE_NETWORK + network) + ".0.1";
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
