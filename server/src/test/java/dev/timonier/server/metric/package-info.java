/// Tests of what `/metrics` tells.
@NullMarked
package dev.timonier.server.metric;

import org.jspecify.annotations.NullMarked;
