package dev.timonier.server.verb;

import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.time.InstantSource;

/// Creates an object.
public final class CreateVerb implements VerbHandler {
  private final Registry registry;
  private final InstantSource clock;

  public CreateVerb(Registry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var representation = Representation.accepted(call.request(), resource, clock);
    var body = Body.of(call.request());
    var options = WriteOptions.read(call.request(), "CreateOptions");
    var object =
        new BodyReader(resource.kind(), resource.type())
            .read(body, options.validation(), call.warnings());
    resource.normalize(object);
    var request = WriteRequests.of(call, resource, options);
    return representation.object(201, registry.create(request, object));
  }
}
