/// DaemonSets. Read [DaemonSetStrategy] first.
@NullMarked
package dev.timonier.server.resource.apps.daemonset;

import org.jspecify.annotations.NullMarked;
