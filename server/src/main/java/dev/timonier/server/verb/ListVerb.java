package dev.timonier.server.verb;

import dev.timonier.server.registry.Resource;
import dev.timonier.server.representation.DeflatedRuns;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import java.time.InstantSource;

/// Lists the objects of a resource as of one revision, in pages if the client likes.
public final class ListVerb implements VerbHandler {
  private static final long MOST_COMPRESSED = 8 << 20;

  private final WatchCache cache;
  private final InstantSource clock;
  private final DeflatedRuns compressed = new DeflatedRuns(MOST_COMPRESSED);

  public ListVerb(WatchCache cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var representation = Representation.acceptedList(call.request(), resource, clock);
    var options = ListOptions.read(call.query(), resource, ListOptions.Purpose.LIST);
    var namespace = resource.namespaced() ? call.info().namespace() : "";
    var selection = Selection.of(namespace, options.labels(), options.fields());
    var pages = new Pages(cache, selection, options);
    return representation.list().reply(pages.page(pages.list(resource)), compressed);
  }
}
