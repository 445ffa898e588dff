package dev.timonier.server.verb;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.representation.ListRepresentation.Page;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.ObjectList;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.Revision;
import java.util.List;

/// Lists objects page by page.
record Pages(WatchCache cache, Selection selection, ListOptions options) {

  ObjectList list(Resource resource) {
    var limit = options.limit() > 0 ? options.limit() : Long.MAX_VALUE;
    if (!options.next().isEmpty()) {
      return continued(resource, limit);
    }
    var version = options.version();
    if (version.isEmpty()) {
      return cache.list(resource.storage(), selection, "", limit);
    }
    if (!Numbers.isVersion(version)) {
      throw ApiErrors.badRequest("invalid resource version: " + Numbers.versionFault(version));
    }
    var revision = new Revision(Numbers.version(version));
    return options.isExact()
        ? cache.listAt(resource.storage(), selection, "", revision, limit)
        : cache.listNotOlderThan(resource.storage(), selection, revision, limit);
  }

  private ObjectList continued(Resource resource, long limit) {
    var token = ContinueToken.decode(options.next());
    if (!options.version().isEmpty() && !options.version().equals("0")) {
      throw ApiErrors.badRequest("specifying resource version is not allowed when using continue");
    }
    var after = selection.prefix() + token.after();
    return token.revision() < 0
        ? cache.list(resource.storage(), selection, after, limit)
        : cache.listAt(resource.storage(), selection, after, new Revision(token.revision()), limit);
  }

  Page page(ObjectList list) {
    return page(list, list.objects());
  }

  /// The page of some of the objects that were listed.
  Page page(ObjectList list, List<CachedObject> shown) {
    if (list.remaining() == 0) {
      return new Page(new ObjectList(shown, list.revision(), 0), "", 0);
    }
    var last = list.objects().getLast().path().substring(selection.prefix().length());
    var next = ContinueToken.of(list.revision(), last);
    var selects = !options.labels().selectsEverything() || !options.fields().selectsEverything();
    var rest = selects ? 0 : list.remaining();
    return new Page(new ObjectList(shown, list.revision(), list.remaining()), next, rest);
  }
}
