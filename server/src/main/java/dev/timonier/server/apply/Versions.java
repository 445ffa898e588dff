package dev.timonier.server.apply;

import dev.timonier.server.registry.Resource;
import java.util.Optional;

/// Knows in which versions the objects of a resource can be had.
@FunctionalInterface
public interface Versions {
  /// @return nothing where the resource's group does not serve it in that version
  Optional<Resource> find(Resource resource, String apiVersion);
}
