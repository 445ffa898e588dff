/// A container runtime without any process: containers are said to run, at no cost, so that
/// thousands of pods fit into one JVM. Read
/// [dev.timonier.nodeagent.runtime.simulated.SimulatedRuntime] first.
@NullMarked
package dev.timonier.nodeagent.runtime.simulated;

import org.jspecify.annotations.NullMarked;
