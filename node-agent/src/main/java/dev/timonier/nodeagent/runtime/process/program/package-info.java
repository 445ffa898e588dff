/// Sequences of system calls that run in a fresh process without C and without a shell: a builder
/// for the table, the machine code that works it off, and the executable file around that.
@NullMarked
package dev.timonier.nodeagent.runtime.process.program;

import org.jspecify.annotations.NullMarked;
