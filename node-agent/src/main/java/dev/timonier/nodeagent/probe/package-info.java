/// Probes containers: startup, liveness, readiness. Read [dev.timonier.nodeagent.probe.Probes]
/// first.
@NullMarked
package dev.timonier.nodeagent.probe;

import org.jspecify.annotations.NullMarked;
