package dev.timonier.cluster.node;

import dev.timonier.cluster.directory.ClusterSettings;
import dev.timonier.nodeagent.runtime.process.ProcessRuntimeConfig;
import dev.timonier.nodeagent.runtime.process.network.NetworkConfig;
import java.nio.file.Path;

/// The names of what a cluster's node makes outside of its directory. No two clusters of one
/// machine share any.
record NodeNames(ClusterSettings settings) {
  private static final int MTU = 1500;
  private static final int PREFIX_LENGTH = 4;

  String podTable() {
    return "timonier-" + settings.id() + "-pods";
  }

  String serviceTable() {
    return "timonier-" + settings.id() + "-services";
  }

  private String controlGroup() {
    return "/timonier-" + settings.id();
  }

  private String interfacePrefix() {
    return "t" + settings.id().substring(0, PREFIX_LENGTH);
  }

  static Path runtimeDirectory(Path directory) {
    return directory.resolve("runtime");
  }

  ProcessRuntimeConfig runtime(Path directory) {
    return new ProcessRuntimeConfig(
        runtimeDirectory(directory),
        controlGroup(),
        new NetworkConfig(
            settings.network().podsOfMachine(),
            settings.network().pods(),
            podTable(),
            interfacePrefix(),
            MTU));
  }
}
