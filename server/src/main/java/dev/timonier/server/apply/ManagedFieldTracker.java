package dev.timonier.server.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.server.apply.typed.BuiltInTypes;
import dev.timonier.server.apply.typed.Comparer;
import dev.timonier.server.apply.typed.Delta;
import dev.timonier.server.apply.typed.MergeType;
import dev.timonier.server.apply.typed.TypedException;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.FieldTracker;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.schema.Times;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps `managedFields` when objects are created, replaced and patched.
public final class ManagedFieldTracker implements FieldTracker {
  private final BuiltInTypes types;
  private final Versions versions;
  private final InstantSource clock;

  public ManagedFieldTracker(BuiltInTypes types, Versions versions, InstantSource clock) {
    this.types = types;
    this.versions = versions;
    this.clock = clock;
  }

  @Override
  public void track(ApiObject next, Optional<ApiObject> old, WriteRequest request) {
    if (request.part() == Part.BINDING || request.part() == Part.EVICTION) {
      old.ifPresent(live -> next.metadata().copy("managedFields", live.metadata()));
      return;
    }
    var managers = managers(next, old, request.part());
    if (old.isEmpty() || !managers.isEmpty()) {
      attribute(next, old.orElseGet(() -> blank(request.resource())), managers, request);
    }
    next.metadata().setManagedFields(ManagedFields.encode(managers));
  }

  /// Whoever sends no entries, or some that are not understood, does not mean to change them.
  private static Map<Manager, Managed> managers(
      ApiObject next, Optional<ApiObject> old, Part part) {
    var given = next.metadata().managedFields();
    if (part == Part.MAIN) {
      if (ManagedFields.isReset(given)) {
        return new LinkedHashMap<>();
      }
      var managers = ManagedFields.decode(given);
      if (managers.isPresent() && !managers.get().isEmpty()) {
        return managers.get();
      }
    }
    return old.flatMap(live -> ManagedFields.decode(live.metadata().managedFields()))
        .orElseGet(LinkedHashMap::new);
  }

  /// What a new object is before anything is set.
  static ApiObject blank(Resource resource) {
    var object = ApiObject.of(JsonNodeFactory.instance.objectNode());
    object.setType(resource.kind());
    Conformer.conform(object.root(), resource.type());
    return object;
  }

  private void attribute(
      ApiObject next, ApiObject old, Map<Manager, Managed> managers, WriteRequest request) {
    var type = types.root(request.resource().type());
    var ownership = new Ownership(managers);
    ownership.reconcile(
        version -> VersionedDelta.type(request.resource(), version, types, versions));
    var delta = delta(old, next, type);
    if (delta.isEmpty()) {
      managers.clear();
      return;
    }
    var writer =
        Manager.updating(
            request.fieldManager(),
            request.resource().kind().apiVersion(),
            request.part().subresource());
    var changes = ResetFields.filter(delta.get(), request);
    ownership.update(
        writer,
        new VersionedDelta(request, changes, old, next, types, versions),
        Times.seconds(clock.instant()));
    AncientChanges.limit(managers);
  }

  /// Empty when an object is not what its type says: then nobody manages anything.
  private static Optional<Delta> delta(ApiObject old, ApiObject next, MergeType type) {
    try {
      return Optional.of(Comparer.compare(old.root(), next.root(), type));
    } catch (TypedException _) {
      return Optional.empty();
    }
  }
}
