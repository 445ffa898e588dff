/// The plugin TaintToleration: keeps pods off nodes whose taints they don't tolerate.
@NullMarked
package dev.timonier.scheduler.plugin.tainttoleration;

import org.jspecify.annotations.NullMarked;
