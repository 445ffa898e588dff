package dev.timonier.nodeagent.runtime;

/// A runtime's name and version.
public record RuntimeVersion(String name, String version) {
  /// As the node's status shows it.
  @Override
  public String toString() {
    return name + "://" + version;
  }
}
