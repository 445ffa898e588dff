/// Speaks to the Linux kernel: system calls, their numbers and constants, without C and without
/// other programs.
@NullMarked
package dev.timonier.nodeagent.linux;

import org.jspecify.annotations.NullMarked;
