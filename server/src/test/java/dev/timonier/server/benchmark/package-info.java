/// Measures the inner parts of the server with JMH; run by hand, as docs/performance.md says.
@NullMarked
package dev.timonier.server.benchmark;

import org.jspecify.annotations.NullMarked;
