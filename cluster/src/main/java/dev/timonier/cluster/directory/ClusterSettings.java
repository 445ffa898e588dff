package dev.timonier.cluster.directory;

import java.util.Properties;

/// What a cluster is on every start.
///
/// @param id eight hexadecimal digits that tell clusters of one machine apart
/// @param port of the API server
/// @param network counts the clusters of one machine, from 0: pods are at 10.(244+n).0.0/16 modulo
///   256, services at 10.(96+n).0.0/16
public record ClusterSettings(String id, int port, int network) {
  private static final int DEFAULT_PORT = 6443;
  private static final int FIRST_POD_NETWORK = 244;
  private static final int FIRST_SERVICE_NETWORK = 96;

  static ClusterSettings fresh(String id) {
    return new ClusterSettings(id, DEFAULT_PORT, 0);
  }

  /// @throws IllegalArgumentException when something is missing or malformed
  static ClusterSettings of(Properties properties) {
    return new ClusterSettings(
        text(properties, "id"), number(properties, "port"), number(properties, "network"));
  }

  Properties toProperties() {
    var properties = new Properties();
    properties.setProperty("id", id);
    properties.setProperty("port", Integer.toString(port));
    properties.setProperty("network", Integer.toString(network));
    return properties;
  }

  public ClusterSettings withPort(int other) {
    return new ClusterSettings(id, other, network);
  }

  public ClusterSettings withNetwork(int other) {
    return new ClusterSettings(id, port, other);
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
