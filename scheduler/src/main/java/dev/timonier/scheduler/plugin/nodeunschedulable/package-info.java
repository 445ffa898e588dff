/// The plugin NodeUnschedulable: keeps pods off cordoned nodes.
@NullMarked
package dev.timonier.scheduler.plugin.nodeunschedulable;

import org.jspecify.annotations.NullMarked;
