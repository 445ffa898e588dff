/// Deletes objects whose owners are gone, and carries out orphan and foreground deletion
/// (<https://kubernetes.io/docs/concepts/architecture/garbage-collection/>).
@NullMarked
package dev.timonier.controllers.garbagecollector;

import org.jspecify.annotations.NullMarked;
