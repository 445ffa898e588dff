package dev.timonier.controllers.garbagecollector;

import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.stream.Stream;

/// What became of the owners that an object names.
///
/// @param solid they are there
/// @param dangling they are gone
/// @param waiting they are being deleted and wait for their dependents
record OwnerVerdict(
    List<OwnerReference> solid, List<OwnerReference> dangling, List<OwnerReference> waiting) {

  /// What is to be done with the object.
  sealed interface Consequence {
    /// It stays as it is.
    record Keep() implements Consequence {}

    /// It stays, without these owners.
    record Release(List<String> uids) implements Consequence {}

    /// It goes, and its dependents with it before it does.
    record DeleteForeground() implements Consequence {}

    /// It goes.
    record Delete() implements Consequence {}
  }

  /// @param hasDependents the object owns others
  Consequence consequence(HasDependents hasDependents) {
    if (!solid.isEmpty()) {
      var lost =
          Stream.concat(dangling.stream(), waiting.stream()).map(OwnerReference::getUid).toList();
      return lost.isEmpty() ? new Consequence.Keep() : new Consequence.Release(lost);
    }
    return !waiting.isEmpty() && hasDependents == HasDependents.YES
        ? new Consequence.DeleteForeground()
        : new Consequence.Delete();
  }

  /// Whether an object owns others.
  enum HasDependents {
    YES,
    NO
  }
}
