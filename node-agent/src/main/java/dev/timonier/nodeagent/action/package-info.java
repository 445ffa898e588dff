/// Does what probes and life cycle hooks ask for: commands within containers, HTTP requests, TCP
/// connections.
@NullMarked
package dev.timonier.nodeagent.action;

import org.jspecify.annotations.NullMarked;
