/// The plugin NodePorts: keeps pods off nodes whose ports are taken.
@NullMarked
package dev.timonier.scheduler.plugin.nodeports;

import org.jspecify.annotations.NullMarked;
