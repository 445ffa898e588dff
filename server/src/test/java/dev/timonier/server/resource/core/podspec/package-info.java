/// Tests of what holds for specifications of pods.
@NullMarked
package dev.timonier.server.resource.core.podspec;

import org.jspecify.annotations.NullMarked;
