/// Logs, commands and connections: what the API server fetches from the node that runs a pod, or
/// from the pod itself, and passes on without keeping it.
@NullMarked
package dev.timonier.server.stream;

import org.jspecify.annotations.NullMarked;
