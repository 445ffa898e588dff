/// Forwards ports: connects clients to ports within pods, in each protocol that clients speak.
@NullMarked
package dev.timonier.nodeagent.server.forward;

import org.jspecify.annotations.NullMarked;
