package dev.timonier.server.registry;

import dev.timonier.server.object.ApiObject;

/// Makes the new object of the present one: a body that replaces it, or a patch of it. Called again
/// when someone else was faster.
@FunctionalInterface
public interface UpdateSource {
  /// @param present a copy that may be changed; it has nothing but its type where there is no
  ///   object
  ApiObject next(ApiObject present);

  /// Whether the source is asked again when someone else was faster, even though its object names
  /// the version that it was made of; as for patches.
  default boolean retriesConflicts() {
    return false;
  }

  /// Whether the source itself keeps `managedFields`.
  default boolean tracksFields() {
    return false;
  }

  /// Whether the source makes objects where there are none, even of kinds that updates do not
  /// create; as for configurations that are applied.
  default boolean creates() {
    return false;
  }
}
