/// Tests of the system-call programs.
@NullMarked
package dev.timonier.nodeagent.runtime.process.program;

import org.jspecify.annotations.NullMarked;
