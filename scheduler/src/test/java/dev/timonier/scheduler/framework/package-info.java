/// Tests of the extension points.
@NullMarked
package dev.timonier.scheduler.framework;

import org.jspecify.annotations.NullMarked;
