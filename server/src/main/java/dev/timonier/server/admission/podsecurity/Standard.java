package dev.timonier.server.admission.podsecurity;

/// A level as it was in a version of Kubernetes, shown as in `restricted:v1.30`.
public record Standard(Level level, StandardVersion version) {
  public static final Standard PRIVILEGED = new Standard(Level.PRIVILEGED, StandardVersion.LATEST);

  Standard withLevel(Level other) {
    return new Standard(other, version);
  }

  Standard withVersion(StandardVersion other) {
    return new Standard(level, other);
  }

  public boolean isPrivileged() {
    return level == Level.PRIVILEGED;
  }

  /// Whether both ask the same of pods.
  boolean isEquivalent(Standard other) {
    return equals(other) || (isPrivileged() && other.isPrivileged());
  }

  @Override
  public String toString() {
    return level + ":" + version;
  }
}
