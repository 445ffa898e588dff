/// The plugin PodTopologySpread: spreads pods over zones, nodes and the like.
@NullMarked
package dev.timonier.scheduler.plugin.podtopologyspread;

import org.jspecify.annotations.NullMarked;
