/// Tests of the proxy with servers and clients that speak byte by byte.
@NullMarked
package dev.timonier.server.proxy;

import org.jspecify.annotations.NullMarked;
