package dev.timonier.server.verb;

import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.DeleteResult;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.representation.StatusTree;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import java.time.InstantSource;

/// Deletes one object, or begins to.
public final class DeleteVerb implements VerbHandler {
  private final Registry registry;
  private final InstantSource clock;

  public DeleteVerb(Registry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var representation = Representation.accepted(call.request(), resource, clock);
    var options = DeleteRequestOptions.read(call.request());
    var request = WriteRequests.of(call, resource, "", options.dryRun(), options.tree());
    var result = registry.delete(request, options.options());
    return switch (result) {
      case DeleteResult.Pending(var object) ->
          representation.object(options.asksNotToOrphan() ? 202 : 200, object);
      case DeleteResult.Blank(var object) -> representation.object(200, object);
      case DeleteResult.Deleted(var object) ->
          resource.strategy().has(Trait.DELETION_SHOWS_OBJECT)
              ? representation.object(200, object)
              : representation.tree(200, StatusTree.of(success(resource, object.read())));
    };
  }

  private static Status success(Resource resource, ApiObject object) {
    var group = resource.groupResource().group();
    return new StatusBuilder()
        .withStatus("Success")
        .withNewDetails()
        .withName(object.name())
        .withGroup(group.isEmpty() ? null : group)
        .withKind(resource.groupResource().resource())
        .withUid(object.metadata().uid())
        .endDetails()
        .build();
  }
}
