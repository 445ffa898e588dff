/// The plugin NodeResourcesFit: whether a node has room, and how full it should get.
@NullMarked
package dev.timonier.scheduler.plugin.noderesourcesfit;

import org.jspecify.annotations.NullMarked;
