package dev.timonier.server.verb;

import static java.util.stream.Collectors.toMap;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.apply.Applier;
import dev.timonier.server.apply.ScaleFields;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.FieldTracker;
import dev.timonier.server.registry.Preconditions;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.UpdateSource;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and changes how many replicas an object has, whatever its kind: clients see a Scale
/// (<https://kubernetes.io/docs/reference/kubernetes-api/autoscaling-resources/scale-v1/>).
public final class Scaling implements SubresourceHandler {
  private static final List<String> SCALED =
      List.of("deployments", "replicasets", "replicationcontrollers", "statefulsets");

  private final Registry registry;
  private final FieldTracker tracker;
  private final Applier applier;
  private final InstantSource clock;

  public Scaling(Registry registry, FieldTracker tracker, Applier applier, InstantSource clock) {
    this.registry = registry;
    this.tracker = tracker;
    this.applier = applier;
    this.clock = clock;
  }

  /// The handlers of the kinds that have replicas.
  public Map<String, SubresourceHandler> handlers() {
    return SCALED.stream().collect(toMap(plural -> plural + "/scale", _ -> this));
  }

  @Override
  public Reply answer(ApiCall call, Resource resource, Verb verb) {
    var shown = Scales.resource(resource);
    if (verb == Verb.PATCH) {
      PatchType.of(call.request().headers()); // looked at before what is wanted
    }
    var representation = Representation.accepted(call.request(), shown, clock);
    return switch (verb) {
      case GET -> representation.object(200, Scales.stored(read(call, resource)));
      case UPDATE -> representation.object(200, replace(call, resource, shown));
      case PATCH -> representation.object(200, patch(call, resource, shown));
      default -> throw ApiErrors.methodNotAllowed();
    };
  }

  private StoredObject read(ApiCall call, Resource resource) {
    return registry.get(resource, call.info().namespace(), call.info().name());
  }

  private StoredObject replace(ApiCall call, Resource resource, Resource shown) {
    var options = WriteOptions.read(call.request(), "UpdateOptions");
    var scale =
        new BodyReader(shown.kind(), shown.type())
            .read(Body.of(call.request()), options.validation(), call.warnings());
    UpdateVerb.checkName(call, resource, scale);
    var request = WriteRequests.of(call, shown, options);
    return update(request, resource, _ -> scale.copy());
  }

  private StoredObject patch(ApiCall call, Resource resource, Resource shown) {
    var type = PatchType.of(call.request().headers());
    var options = WriteOptions.readPatch(call.request(), type);
    var request = WriteRequests.of(call, shown, options);
    if (type == PatchType.APPLY) {
      return update(request, resource, ApplySource.of(call, applier, request, options));
    }
    var source = PatchSource.of(call, shown, type, options.validation());
    return update(request, resource, source);
  }

  /// @param request as one about the Scale
  private StoredObject update(WriteRequest request, Resource resource, UpdateSource source) {
    var result =
        registry.update(
            request.of(resource, request.name()), new ScaleSource(request, resource, source));
    return Scales.stored(result.object());
  }

  /// Makes an object with as many replicas as a Scale says.
  private final class ScaleSource implements UpdateSource {
    private final WriteRequest request;
    private final Resource resource;
    private final UpdateSource scales;

    ScaleSource(WriteRequest request, Resource resource, UpdateSource scales) {
      this.request = request;
      this.resource = resource;
      this.scales = scales;
    }

    @Override
    public ApiObject next(ApiObject present) {
      var apiVersion = resource.kind().apiVersion();
      var managers = present.metadata().managedFields();
      var old = Scales.of(present);
      old.metadata().setManagedFields(ScaleFields.ofScale(managers, apiVersion));
      var wanted = scale(old);
      Scales.validate(wanted);
      checkUid(wanted.metadata().uid(), present);
      present.metadata().setResourceVersion(wanted.metadata().resourceVersion());
      Scales.setReplicas(present, wanted);
      var changed = wanted.metadata().managedFields();
      present.metadata().setManagedFields(ScaleFields.ofObject(managers, changed, apiVersion));
      return present;
    }

    /// What replaces a Scale is about the object with its uid; a patch may not change it.
    private void checkUid(String wanted, ApiObject present) {
      var uid = present.metadata().uid();
      if (wanted.isEmpty() || wanted.equals(uid)) {
        return;
      }
      var whole = resource.groupResource();
      if (!scales.retriesConflicts()) {
        throw Preconditions.unmet(whole, present, request.dryRun(), "UID", wanted);
      }
      throw ApiErrors.conflict(
          new GroupResource(whole.group(), whole.resource() + "/scale"),
          present.name(),
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(wanted, uid));
    }

    private ApiObject scale(ApiObject old) {
      var wanted = scales.next(old.copy());
      if (!scales.tracksFields()) {
        tracker.track(wanted, Optional.of(old), request);
      }
      return wanted;
    }

    @Override
    public boolean retriesConflicts() {
      return scales.retriesConflicts();
    }

    @Override
    public boolean tracksFields() {
      return true;
    }
  }
}
