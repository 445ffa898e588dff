package dev.timonier.server.verb;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.UpdateResult;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.time.InstantSource;

/// Replaces an object, or its status.
public final class UpdateVerb implements VerbHandler {
  private final Registry registry;
  private final InstantSource clock;

  public UpdateVerb(Registry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var representation = Representation.accepted(call.request(), resource, clock);
    var options = WriteOptions.read(call.request(), "UpdateOptions");
    var object =
        new BodyReader(resource.kind(), resource.type())
            .read(Body.of(call.request()), options.validation(), call.warnings());
    checkName(call, resource, object);
    resource.normalize(object);
    var request = WriteRequests.of(call, resource, options);
    var result = registry.update(request, _ -> object.copy());
    return representation.object(status(result), result.object());
  }

  static int status(UpdateResult result) {
    return switch (result) {
      case UpdateResult.Created _ -> 201;
      case UpdateResult.Updated _, UpdateResult.Deleted _ -> 200;
    };
  }

  /// The body must be about the object that the path names.
  static void checkName(ApiCall call, Resource resource, ApiObject object) {
    checkNamespace(call, resource, object);
    var name = call.info().name();
    if (object.name().isEmpty()) {
      throw ApiErrors.badRequest(
          "the name of the object ("
              + name
              + " based on URL) was undeterminable: name must be provided");
    }
    if (!object.name().equals(name)) {
      throw ApiErrors.badRequest(
          "the name of the object ("
              + object.name()
              + ") does not match the name on the URL ("
              + name
              + ")");
    }
  }

  private static void checkNamespace(ApiCall call, Resource resource, ApiObject object) {
    var namespace = object.namespace();
    if (resource.namespaced()
        && !namespace.isEmpty()
        && !namespace.equals(call.info().namespace())) {
      throw ApiErrors.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }
}
