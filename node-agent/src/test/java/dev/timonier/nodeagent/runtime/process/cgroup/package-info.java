/// Tests of cgroup.
@NullMarked
package dev.timonier.nodeagent.runtime.process.cgroup;

import org.jspecify.annotations.NullMarked;
