/// Finds nodes that no longer answer and taints nodes by their conditions.
@NullMarked
package dev.timonier.controllers.nodelifecycle;

import org.jspecify.annotations.NullMarked;
