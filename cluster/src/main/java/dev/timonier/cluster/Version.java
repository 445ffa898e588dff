package dev.timonier.cluster;

import dev.timonier.server.discovery.VersionHandler;

/// Which Timonier this is.
public final class Version {
  public static final String TIMONIER = "v0.1.0";

  /// The version of Kubernetes whose API is served.
  public static final String KUBERNETES = VersionHandler.GIT_VERSION;

  private Version() {}
}
