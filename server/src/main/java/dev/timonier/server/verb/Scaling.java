package dev.timonier.server.verb;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.server.json.Document;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.UpdateSource;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.schema.ConformException;
import dev.timonier.server.schema.Conformer;
import dev.timonier.server.verb.WriteOptions.FieldValidation;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Reads and changes how many replicas an object has, whatever its kind: clients see a Scale
/// (<https://kubernetes.io/docs/reference/kubernetes-api/autoscaling-resources/scale-v1/>).
public final class Scaling implements SubresourceHandler {
  private static final List<String> SCALED =
      List.of("deployments", "replicasets", "replicationcontrollers", "statefulsets");

  private final Registry registry;
  private final InstantSource clock;

  public Scaling(Registry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /// The handlers of the kinds that have replicas.
  public static Map<String, SubresourceHandler> of(Registry registry, InstantSource clock) {
    var scaling = new Scaling(registry, clock);
    return SCALED.stream().collect(toMap(plural -> plural + "/scale", _ -> scaling));
  }

  @Override
  public Reply answer(ApiCall call, Resource resource, Verb verb) {
    var shown = Scales.resource(resource);
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
            .read(call.request(), options.validation(), call.warnings());
    UpdateVerb.checkName(call, resource, scale);
    return update(call, resource, options, _ -> scale);
  }

  private StoredObject patch(ApiCall call, Resource resource, Resource shown) {
    var type = PatchType.of(call.request().headers());
    var options = WriteOptions.read(call.request(), "PatchOptions");
    var body = call.request().body().get();
    var patch = Patches.read(type, body, shown.type());
    UnaryOperator<ApiObject> change =
        scale -> {
          var next = conform(patch.apply(scale.root()), shown, options.validation(), body);
          next.setType(shown.kind());
          UpdateVerb.checkName(call, resource, next);
          return next;
        };
    return update(call, resource, options, change);
  }

  private static ApiObject conform(
      ObjectNode tree, Resource shown, FieldValidation validation, byte[] body) {
    try {
      var faults = Conformer.conform(Document.of(tree), shown.type());
      if (validation == FieldValidation.STRICT && !faults.isEmpty()) {
        throw invalid(body, "strict decoding error: " + String.join(", ", faults));
      }
      return ApiObject.of(tree);
    } catch (ConformException e) {
      throw invalid(body, e.getMessage());
    }
  }

  private static RuntimeException invalid(byte[] body, String cause) {
    var text = new String(body, StandardCharsets.UTF_8);
    return ApiErrors.invalidPatch(FieldError.invalid("patch", FieldError.quote(text), cause));
  }

  private StoredObject update(
      ApiCall call, Resource resource, WriteOptions options, UnaryOperator<ApiObject> change) {
    var request = WriteRequests.of(call, resource, options);
    var result = registry.update(request, new ScaleSource(resource, change));
    return Scales.stored(result.object());
  }

  /// Makes an object with as many replicas as a Scale says.
  private record ScaleSource(Resource resource, UnaryOperator<ApiObject> change)
      implements UpdateSource {
    @Override
    public ApiObject next(ApiObject present) {
      if (present.name().isEmpty()) {
        throw ApiErrors.notFound(resource.groupResource(), present.name());
      }
      var wanted = change.apply(Scales.of(present));
      validate(wanted);
      Scales.checkUid(resource, wanted, present);
      present.metadata().setResourceVersion(wanted.metadata().resourceVersion());
      Scales.setReplicas(present, wanted);
      return present;
    }

    private static void validate(ApiObject scale) {
      var replicas = scale.spec().path("replicas").asLong();
      if (replicas < 0) {
        var fault =
            FieldError.invalid(
                "spec.replicas", Long.toString(replicas), "must be greater than or equal to 0");
        throw ApiErrors.invalid(Scales.KIND.groupKind(), scale.name(), List.of(fault));
      }
    }
  }
}
