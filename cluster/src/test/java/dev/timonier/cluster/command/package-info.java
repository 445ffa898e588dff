/// Tests of commands.
@NullMarked
package dev.timonier.cluster.command;

import org.jspecify.annotations.NullMarked;
