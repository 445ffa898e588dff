/// Tests of the kinds that make pods.
@NullMarked
package dev.timonier.server.resource.workload;

import org.jspecify.annotations.NullMarked;
