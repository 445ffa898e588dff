/// Tests of the process runtime, with real containers.
@NullMarked
package dev.timonier.nodeagent.runtime.process;

import org.jspecify.annotations.NullMarked;
