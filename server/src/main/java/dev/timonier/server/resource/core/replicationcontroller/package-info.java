/// ReplicationControllers. Read [ReplicationControllerStrategy] first.
@NullMarked
package dev.timonier.server.resource.core.replicationcontroller;

import org.jspecify.annotations.NullMarked;
