/// Tests of SPDY, with Netty's implementation at the other end.
@NullMarked
package dev.timonier.nodeagent.spdy;

import org.jspecify.annotations.NullMarked;
