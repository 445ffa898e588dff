/// Runs a pod of each DaemonSet on every node that suits it.
@NullMarked
package dev.timonier.controllers.daemonset;

import org.jspecify.annotations.NullMarked;
