/// Connects clients to the standard streams of commands, in each protocol that clients speak.
@NullMarked
package dev.timonier.nodeagent.server.command;

import org.jspecify.annotations.NullMarked;
