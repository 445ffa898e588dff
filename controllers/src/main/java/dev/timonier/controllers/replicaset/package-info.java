/// Keeps the pod counts of ReplicaSets and ReplicationControllers.
@NullMarked
package dev.timonier.controllers.replicaset;

import org.jspecify.annotations.NullMarked;
