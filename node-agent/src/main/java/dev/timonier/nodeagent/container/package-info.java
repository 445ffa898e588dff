/// Turns a container of a pod into what the runtime is told: command, environment, mounts, limits,
/// privileges, names. Read [dev.timonier.nodeagent.container.ContainerConfigs] first.
@NullMarked
package dev.timonier.nodeagent.container;

import org.jspecify.annotations.NullMarked;
