/// Serves HTTP over TLS and hands each request to a virtual thread, as blocking streams; the only
/// package of the agent that knows Vert.x.
@NullMarked
package dev.timonier.nodeagent.server.http;

import org.jspecify.annotations.NullMarked;
