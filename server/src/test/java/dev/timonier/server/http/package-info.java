/// Tests of what goes over the wire.
@NullMarked
package dev.timonier.server.http;

import org.jspecify.annotations.NullMarked;
