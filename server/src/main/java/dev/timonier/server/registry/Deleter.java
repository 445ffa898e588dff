package dev.timonier.server.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.GracefulDeletion.Decision;
import dev.timonier.server.registry.ObjectWriter.Outcome;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.watchcache.CachedObject;
import java.util.Arrays;
import java.util.Optional;

/// Deletes objects: at once, or gracefully where the kind or finalizers ask for time.
final class Deleter {
  private final RegistryParts parts;

  Deleter(RegistryParts parts) {
    this.parts = parts;
  }

  DeleteResult delete(WriteRequest request, DeleteOptions options) {
    var path = request.resource().requested(request.namespace(), request.name());
    var present =
        parts
            .cache()
            .get(request.resource().storage(), path)
            .map(CachedObject::stored)
            .orElseThrow(() -> notFound(request));
    while (true) {
      switch (attempt(request, options, present)) {
        case Attempt.Done(var result) -> {
          return result;
        }
        case Attempt.Overtaken(var other) -> present = other.orElseThrow(() -> notFound(request));
      }
    }
  }

  /// Who only asks again for what is under way is not asked for leave.
  private void admit(WriteRequest request, StoredObject present) {
    var old = Optional.of(request.resource().read(present));
    var admission = request.admission(Operation.DELETE, Optional.empty(), old);
    parts.admission().mutate(admission);
    parts.admission().validate(admission);
  }

  private static RuntimeException notFound(WriteRequest request) {
    return ApiErrors.notFound(request.resource().groupResource(), request.name());
  }

  private sealed interface Attempt {
    record Done(DeleteResult result) implements Attempt {}

    /// Someone else has written meanwhile.
    record Overtaken(Optional<StoredObject> present) implements Attempt {}
  }

  private Attempt attempt(WriteRequest request, DeleteOptions options, StoredObject present) {
    var object = request.resource().read(present);
    Preconditions.check(request, options, object);
    var finalized = !object.metadata().finalizers().isEmpty();
    var decision =
        new GracefulDeletion(request.resource().strategy(), parts.clock()).decide(object, options);
    if (decision == Decision.ALREADY_PENDING) {
      return new Attempt.Done(new DeleteResult.Pending(present));
    }
    admit(request, present);
    if (decision == Decision.NOW && finalized && request.isDryRun()) {
      return new Attempt.Done(new DeleteResult.Blank(blank(request)));
    }
    return switch (decision) {
      case NOW -> remove(request, object, present);
      case NOW_MARKED -> markAndRemove(request, object, present);
      case LATER, ALREADY_PENDING -> mark(request, object, present);
    };
  }

  private static StoredObject blank(WriteRequest request) {
    var object = ApiObject.of(JsonNodeFactory.instance.objectNode());
    object.setType(request.resource().kind());
    Conformer.conform(object.root(), request.resource().type());
    return StoredObject.unstored(request.resource().encode(object));
  }

  /// Watchers are told that the object is going before they are told that it has gone.
  private Attempt markAndRemove(WriteRequest request, ApiObject object, StoredObject present) {
    return switch (mark(request, object, present)) {
      case Attempt.Done(var marked) when !request.isDryRun() ->
          remove(request, object, marked.object());
      case Attempt.Done _ -> remove(request, object, present);
      case Attempt.Overtaken overtaken -> overtaken;
    };
  }

  private Attempt remove(WriteRequest request, ApiObject object, StoredObject present) {
    var last = new StoredObject(request.resource().encode(object), present.revision());
    if (request.isDryRun()) {
      return new Attempt.Done(new DeleteResult.Deleted(last));
    }
    var key = request.resource().key(request.namespace(), request.name());
    var released = parts.allocator(request.resource()).delete(object);
    return switch (parts.writer().delete(request.resource(), key, last, released)) {
      case Outcome.Stored(var gone) -> new Attempt.Done(new DeleteResult.Deleted(gone));
      case Outcome.Contended() -> new Attempt.Overtaken(Optional.of(present));
      case Outcome.Refused(var other) -> new Attempt.Overtaken(other);
    };
  }

  private Attempt mark(WriteRequest request, ApiObject object, StoredObject present) {
    var bytes = request.resource().encode(object);
    if (request.isDryRun() || Arrays.equals(bytes, present.bytes())) {
      return new Attempt.Done(
          new DeleteResult.Pending(new StoredObject(bytes, present.revision())));
    }
    var key = request.resource().key(request.namespace(), request.name());
    return switch (parts
        .writer()
        .replace(request.resource(), key, present.revision(), bytes, Reservation.NONE)) {
      case Outcome.Stored(var stored) -> new Attempt.Done(new DeleteResult.Pending(stored));
      case Outcome.Contended() -> new Attempt.Overtaken(Optional.of(present));
      case Outcome.Refused(var other) -> new Attempt.Overtaken(other);
    };
  }
}
