package dev.timonier.server.registry;

import dev.timonier.server.registry.Strategy.Propagation;
import java.util.Optional;
import java.util.OptionalLong;

/// How an object is to be deleted.
///
/// @param gracePeriodSeconds how long it may take
/// @param uid the object must be this one
/// @param resourceVersion the object must be at this version
/// @param propagation what becomes of its dependents
public record DeleteOptions(
    OptionalLong gracePeriodSeconds,
    Optional<String> uid,
    Optional<String> resourceVersion,
    Optional<Propagation> propagation) {
  public static final DeleteOptions DEFAULT =
      new DeleteOptions(OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// The same for an object that whoever deletes it has changed.
  public DeleteOptions withResourceVersion(String version) {
    return new DeleteOptions(gracePeriodSeconds, uid, Optional.of(version), propagation);
  }
}
