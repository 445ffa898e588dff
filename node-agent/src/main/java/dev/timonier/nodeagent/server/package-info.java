/// The kubelet's HTTP API: logs of containers, commands in them, connections to them; for the API
/// server alone.
@NullMarked
package dev.timonier.nodeagent.server;

import org.jspecify.annotations.NullMarked;
