/// The plugin NodeResourcesBalancedAllocation: prefers nodes whose resources get used evenly.
@NullMarked
package dev.timonier.scheduler.plugin.noderesourcesbalancedallocation;

import org.jspecify.annotations.NullMarked;
