/// Limits and counts what containers use, by control groups of either version.
@NullMarked
package dev.timonier.nodeagent.runtime.process.cgroup;

import org.jspecify.annotations.NullMarked;
