/// Tests of pods.
@NullMarked
package dev.timonier.server.resource.core.pod;

import org.jspecify.annotations.NullMarked;
