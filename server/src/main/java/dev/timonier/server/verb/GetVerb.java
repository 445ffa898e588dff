package dev.timonier.server.verb;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.Revision;
import java.time.InstantSource;

/// Reads one object.
public final class GetVerb implements VerbHandler {
  private static final GroupResource EVENTS = new GroupResource("", "events");

  private final Registry registry;
  private final WatchCache cache;
  private final InstantSource clock;

  public GetVerb(Registry registry, WatchCache cache, InstantSource clock) {
    this.registry = registry;
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var form = Representation.accepted(call.request(), resource, clock);
    if (!call.query().text("export").isEmpty() && call.query().isSet("export")) {
      throw ApiErrors.badRequest(
          "the export parameter, deprecated since v1.14, is no longer supported");
    }
    return form.object(200, read(call, resource));
  }

  private StoredObject read(ApiCall call, Resource resource) {
    var info = call.info();
    var namespace = resource.namespaced() ? info.namespace() : "";
    var version = call.query().text("resourceVersion");
    if (version.isEmpty()) {
      return registry.get(resource, namespace, info.name());
    }
    if (!Numbers.isVersion(version)) {
      throw unversioned(resource, version);
    }
    cache.await(resource.storage(), new Revision(Numbers.version(version)));
    return cache
        .peek(resource.storage(), resource.requested(namespace, info.name()))
        .map(CachedObject::stored)
        .orElseGet(() -> registry.get(resource, namespace, info.name()));
  }

  /// Kubernetes reads Events from the store, all else from its caches, which say so differently.
  private static ApiException unversioned(Resource resource, String version) {
    var fault = Numbers.versionFault(version);
    return EVENTS.equals(resource.storage())
        ? ApiErrors.badRequest("invalid resource version: " + fault)
        : ApiErrors.plain(500, fault);
  }
}
