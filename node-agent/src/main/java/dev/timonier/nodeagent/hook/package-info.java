/// Runs the life cycle hooks of containers: postStart and preStop.
@NullMarked
package dev.timonier.nodeagent.hook;

import org.jspecify.annotations.NullMarked;
