package dev.timonier.server.registry;

import dev.timonier.server.object.ApiObject;
import java.util.Optional;

/// Keeps `metadata.managedFields`: who set which field.
@FunctionalInterface
public interface FieldTracker {
  /// Attributes what differs between the objects to the request's field manager.
  ///
  /// @param old empty when the object is created
  void track(ApiObject next, Optional<ApiObject> old, WriteRequest request);
}
