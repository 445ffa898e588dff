package dev.timonier.server.verb;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.status.Reason;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import java.time.InstantSource;

/// Deletes all objects that are selected, and shows those that it found.
public final class DeleteCollectionVerb implements VerbHandler {
  private final Registry registry;
  private final WatchCache cache;
  private final InstantSource clock;

  public DeleteCollectionVerb(Registry registry, WatchCache cache, InstantSource clock) {
    this.registry = registry;
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var representation = Representation.accepted(call.request(), resource, clock);
    var listing = ListOptions.read(call.query(), resource, ListOptions.Purpose.LIST);
    var options = DeleteRequestOptions.read(call.request());
    var namespace = resource.namespaced() ? call.info().namespace() : "";
    var selection = Selection.of(namespace, listing.labels(), listing.fields());
    var pages = new Pages(cache, selection, listing);
    var list = pages.list(resource);
    var request = WriteRequests.of(call, resource, "", options.dryRun(), options.tree());
    registry.warnOfDeletion(request, options.options());
    list.objects().forEach(object -> delete(request, object, options));
    return representation.list().reply(pages.page(list));
  }

  /// Who was gone already is no fault.
  private void delete(WriteRequest request, CachedObject object, DeleteRequestOptions options) {
    var path = object.path();
    try {
      registry.delete(request.named(path.substring(path.indexOf('/') + 1)), options.options());
    } catch (ApiException e) {
      if (!e.is(Reason.NotFound)) {
        throw e;
      }
    }
  }
}
