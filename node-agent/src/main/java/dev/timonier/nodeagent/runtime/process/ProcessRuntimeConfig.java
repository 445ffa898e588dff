package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.runtime.process.network.NetworkConfig;
import java.nio.file.Path;

/// One node's process runtime. Runtimes that share a machine differ in everything.
///
/// @param directory where sandboxes, containers and images are kept
/// @param controlGroup name of the group above all of this node's, such as `/timonier-1`
public record ProcessRuntimeConfig(Path directory, String controlGroup, NetworkConfig network) {}
