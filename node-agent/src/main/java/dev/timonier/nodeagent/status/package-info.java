/// Computes what the API shall say of a pod, and writes it there. Read
/// [dev.timonier.nodeagent.status.PodStatusGenerator] first.
@NullMarked
package dev.timonier.nodeagent.status;

import org.jspecify.annotations.NullMarked;
