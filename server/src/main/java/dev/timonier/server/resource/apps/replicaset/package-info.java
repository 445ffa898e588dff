/// ReplicaSets. Read [ReplicaSetStrategy] first.
@NullMarked
package dev.timonier.server.resource.apps.replicaset;

import org.jspecify.annotations.NullMarked;
