package dev.timonier.server.resource.core.componentstatus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.representation.ListRepresentation.Page;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.verb.ListOptions;
import dev.timonier.server.verb.VerbHandler;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.ObjectList;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.storage.Revision;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Tells how the parts of the control plane are, whenever somebody asks: the store by asking it,
/// the scheduler and the controllers by the leases that their leaders renew.
public final class ComponentStatuses implements VerbHandler {
  public static final GroupResource RESOURCE = new GroupResource("", "componentstatuses");

  private static final GroupResource LEASES = new GroupResource("coordination.k8s.io", "leases");
  private static final GroupResource SINGULAR = new GroupResource("", "componentstatus");

  private final BooleanSupplier store;
  private final CachedObjects objects;
  private final InstantSource clock;

  /// @param store whether the store is well
  public ComponentStatuses(BooleanSupplier store, CachedObjects objects, InstantSource clock) {
    this.store = store;
    this.objects = objects;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    return call.info().verb().equals("list") ? list(call, resource) : get(call, resource);
  }

  private Reply get(ApiCall call, Resource resource) {
    var representation = Representation.accepted(call.request(), resource, clock);
    var name = call.info().name();
    return components(resource).stream()
        .filter(component -> component.read().name().equals(name))
        .findFirst()
        .map(component -> representation.object(200, component))
        .orElseThrow(() -> ApiErrors.notFound(SINGULAR, name));
  }

  private Reply list(ApiCall call, Resource resource) {
    var representation = Representation.acceptedList(call.request(), resource, clock);
    var options = ListOptions.read(call.query(), resource, ListOptions.Purpose.LIST);
    var selection = Selection.of("", options.labels(), options.fields());
    var selected =
        components(resource).stream()
            .map(c -> new CachedObject(c.read().name(), c, resource::selectableFields))
            .filter(selection::matches)
            .toList();
    return representation
        .list()
        .reply(new Page(new ObjectList(selected, selected.size(), Revision.NONE, 0), "", 0));
  }

  private List<StoredObject> components(Resource resource) {
    var isStoreWell = store.getAsBoolean();
    return List.of(
        component(resource, "scheduler", leader("kube-scheduler")),
        component(resource, "controller-manager", leader("kube-controller-manager")),
        component(
            resource,
            "etcd-0",
            isStoreWell ? Optional.empty() : Optional.of("the store does not answer")));
  }

  /// @return what is wrong with the leader; nothing when it is well
  private Optional<String> leader(String name) {
    var until =
        objects.find(LEASES, "kube-system", name).map(ComponentStatuses::end).orElse(Instant.MIN);
    return until.isAfter(clock.instant())
        ? Optional.empty()
        : Optional.of("nobody renews the lease kube-system/" + name);
  }

  private static Instant end(ApiObject lease) {
    try {
      var seconds = lease.spec().path("leaseDurationSeconds").asLong();
      return Instant.parse(lease.spec().path("renewTime").asText())
          .plus(Duration.ofSeconds(seconds));
    } catch (DateTimeException _) {
      return Instant.MIN;
    }
  }

  private static StoredObject component(Resource resource, String name, Optional<String> fault) {
    var object = ApiObject.of(JsonNodeFactory.instance.objectNode());
    object.setType(resource.kind());
    object.metadata().setName(name);
    object
        .root()
        .putArray("conditions")
        .addObject()
        .put("type", "Healthy")
        .put("status", fault.isEmpty() ? "True" : "False")
        .put("message", fault.orElse("ok"));
    Conformer.conform(object.root(), resource.type());
    return StoredObject.unstored(resource.encode(object));
  }
}
