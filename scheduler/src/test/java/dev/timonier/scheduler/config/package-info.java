/// Tests of the configuration.
@NullMarked
package dev.timonier.scheduler.config;

import org.jspecify.annotations.NullMarked;
