package dev.timonier.server.verb;

import dev.timonier.server.apply.Applier;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.time.InstantSource;

/// Changes parts of an object.
public final class PatchVerb implements VerbHandler {
  private final Registry registry;
  private final Applier applier;
  private final InstantSource clock;

  public PatchVerb(Registry registry, Applier applier, InstantSource clock) {
    this.registry = registry;
    this.applier = applier;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var type = PatchType.of(call.request().headers());
    var representation = Representation.accepted(call.request(), resource, clock);
    var options = WriteOptions.readPatch(call.request(), type);
    if (type == PatchType.APPLY) {
      return apply(call, resource, options, representation);
    }
    var source = PatchSource.of(call, resource, type, options.validation());
    var result = registry.update(WriteRequests.of(call, resource, options), source);
    return representation.object(UpdateVerb.status(result), result.object());
  }

  private Reply apply(
      ApiCall call, Resource resource, WriteOptions options, Representation representation) {
    var request = WriteRequests.of(call, resource, options);
    var result = registry.update(request, ApplySource.of(call, applier, request, options));
    return representation.object(UpdateVerb.status(result), result.object());
  }
}
