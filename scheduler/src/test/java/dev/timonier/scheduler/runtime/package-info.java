/// Tests of running plugins.
@NullMarked
package dev.timonier.scheduler.runtime;

import org.jspecify.annotations.NullMarked;
