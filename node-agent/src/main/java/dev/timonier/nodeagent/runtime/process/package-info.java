/// Runs containers with nothing but the Linux kernel: no daemon, no shell, no other program. Read
/// [ProcessRuntime] first, then [ContainerProgram], which is what a container start consists of.
@NullMarked
package dev.timonier.nodeagent.runtime.process;

import org.jspecify.annotations.NullMarked;
