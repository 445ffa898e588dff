/// The command line: one class for each command. Read [TimonierCommand] first.
@NullMarked
package dev.timonier.cluster.command;

import org.jspecify.annotations.NullMarked;
