/// The node's own object in the API: registration, status, heartbeat. Read
/// [dev.timonier.nodeagent.node.NodeRegistration] first.
@NullMarked
package dev.timonier.nodeagent.node;

import org.jspecify.annotations.NullMarked;
