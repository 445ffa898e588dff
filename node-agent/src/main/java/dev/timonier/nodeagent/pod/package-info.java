/// The life of the pods of a node: one worker for each, which syncs it with the runtime, terminates
/// it and cleans up after it. Read [dev.timonier.nodeagent.pod.PodWorkers] first.
@NullMarked
package dev.timonier.nodeagent.pod;

import org.jspecify.annotations.NullMarked;
