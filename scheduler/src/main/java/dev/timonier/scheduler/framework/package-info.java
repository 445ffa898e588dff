/// The scheduling framework: the extension points at which plugins take part in scheduling, and
/// what they may answer there
/// (<https://kubernetes.io/docs/concepts/scheduling-eviction/scheduling-framework/>).
@NullMarked
package dev.timonier.scheduler.framework;

import org.jspecify.annotations.NullMarked;
