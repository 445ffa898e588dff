package dev.timonier.server.registry;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.ObjectWriter.Outcome;
import dev.timonier.server.watchcache.CachedObject;
import java.util.Optional;
import java.util.function.Consumer;

/// Changes objects on the server's own account: what is special about their kind, admission and
/// managed fields are left out.
final class Modifier {
  private final RegistryParts parts;

  Modifier(RegistryParts parts) {
    this.parts = parts;
  }

  /// @param change is made again when someone else was faster
  /// @return what was stored; on a dry run what would have been
  StoredObject modify(WriteRequest request, Consumer<ApiObject> change) {
    var resource = request.resource();
    var path = resource.requested(request.namespace(), request.name());
    var present = parts.cache().get(resource.storage(), path).map(CachedObject::stored);
    while (true) {
      var from = present.orElseThrow(() -> notFound(request));
      var bytes = changed(request, from, change);
      if (request.isDryRun()) {
        return new StoredObject(bytes, from.revision());
      }
      var key = resource.key(request.namespace(), request.name());
      switch (parts.writer().replace(resource, key, from.revision(), bytes, Reservation.NONE)) {
        case Outcome.Stored(var stored) -> {
          return stored;
        }
        case Outcome.Contended() -> present = Optional.of(from);
        case Outcome.Refused(var other) -> present = other;
      }
    }
  }

  private static byte[] changed(
      WriteRequest request, StoredObject from, Consumer<ApiObject> change) {
    var object = request.resource().read(from);
    change.accept(object);
    request.resource().settle(object);
    return request.resource().encode(object);
  }

  private static RuntimeException notFound(WriteRequest request) {
    return ApiErrors.notFound(request.resource().groupResource(), request.name());
  }
}
