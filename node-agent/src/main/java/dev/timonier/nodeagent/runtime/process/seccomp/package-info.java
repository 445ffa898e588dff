/// Compiles seccomp profiles to the programs by which the kernel filters system calls. Read
/// [FilterCompiler] first.
@NullMarked
package dev.timonier.nodeagent.runtime.process.seccomp;

import org.jspecify.annotations.NullMarked;
