/// Drives ReplicaSets through the rollouts, scalings and rollbacks of Deployments.
@NullMarked
package dev.timonier.controllers.deployment;

import org.jspecify.annotations.NullMarked;
