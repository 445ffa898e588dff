/// Tests of the protocols of commands.
@NullMarked
package dev.timonier.nodeagent.server.command;

import org.jspecify.annotations.NullMarked;
