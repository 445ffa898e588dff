/// The plugin NodeName: keeps only the node that a pod names.
@NullMarked
package dev.timonier.scheduler.plugin.nodename;

import org.jspecify.annotations.NullMarked;
