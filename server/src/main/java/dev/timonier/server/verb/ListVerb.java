package dev.timonier.server.verb;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.representation.ListRepresentation.Page;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.watchcache.ObjectList;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.Revision;
import java.time.InstantSource;

/// Lists the objects of a resource as of one revision, in pages if the client likes.
public final class ListVerb implements VerbHandler {
  private final WatchCache cache;
  private final InstantSource clock;

  public ListVerb(WatchCache cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var representation = Representation.accepted(call.request(), resource, clock);
    var options = ListOptions.read(call.query(), resource, ListOptions.Purpose.LIST);
    var namespace = resource.namespaced() ? call.info().namespace() : "";
    var selection = Selection.of(namespace, options.labels(), options.fields());
    var list = list(resource, selection, options);
    return representation.list().reply(page(list, selection, options));
  }

  private ObjectList list(Resource resource, Selection selection, ListOptions options) {
    var limit = options.limit() > 0 ? options.limit() : Long.MAX_VALUE;
    if (!options.next().isEmpty()) {
      return continued(resource, selection, options, limit);
    }
    var version = options.version();
    if (version.isEmpty()) {
      return cache.list(resource.groupResource(), selection, "", limit);
    }
    if (!Numbers.isVersion(version)) {
      throw ApiErrors.badRequest("invalid resource version: " + Numbers.versionFault(version));
    }
    var revision = new Revision(Numbers.version(version));
    return options.isExact()
        ? cache.listAt(resource.groupResource(), selection, "", revision, limit)
        : cache.listNotOlderThan(resource.groupResource(), selection, revision, limit);
  }

  private ObjectList continued(
      Resource resource, Selection selection, ListOptions options, long limit) {
    if (!options.version().isEmpty() && !options.version().equals("0")) {
      throw ApiErrors.badRequest("specifying resource version is not allowed when using continue");
    }
    var token = ContinueToken.decode(options.next());
    var after = selection.prefix() + token.after();
    return token.revision() < 0
        ? cache.list(resource.groupResource(), selection, after, limit)
        : cache.listAt(
            resource.groupResource(), selection, after, new Revision(token.revision()), limit);
  }

  private static Page page(ObjectList list, Selection selection, ListOptions options) {
    if (list.remaining() == 0) {
      return new Page(list, "", 0);
    }
    var last = list.objects().getLast().path().substring(selection.prefix().length());
    var next = ContinueToken.of(list.revision(), last);
    var selects = !options.labels().selectsEverything() || !options.fields().selectsEverything();
    return new Page(list, next, selects ? 0 : list.remaining());
  }
}
