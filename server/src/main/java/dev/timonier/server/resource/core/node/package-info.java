/// Nodes. Read [NodeStrategy] first.
@NullMarked
package dev.timonier.server.resource.core.node;

import org.jspecify.annotations.NullMarked;
