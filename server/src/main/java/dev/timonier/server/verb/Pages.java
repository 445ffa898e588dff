package dev.timonier.server.verb;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.status.Reason;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.representation.ListRepresentation.Page;
import dev.timonier.server.watchcache.ListSource;
import dev.timonier.server.watchcache.ObjectList;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.Revision;

/// Lists objects page by page.
record Pages(WatchCache cache, Selection selection, ListOptions options) {

  ObjectList list(Resource resource) {
    var limit = limit();
    if (!options.next().isEmpty()) {
      return continued(resource, limit);
    }
    var version = options.version();
    if (version.isEmpty()) {
      return latest(resource, "", limit);
    }
    if (!Numbers.isVersion(version)) {
      throw ApiErrors.badRequest("invalid resource version: " + Numbers.versionFault(version));
    }
    var revision = new Revision(Numbers.version(version));
    var isPage = isPageOf(revision);
    if (isPage && namesOne(resource)) {
      return notOlderThan(resource, newest(revision), limit);
    }
    return options.isExact() || isPage
        ? at(resource, "", revision, limit)
        : notOlderThan(resource, revision, limit);
  }

  /// What names one object has no pages, and is read as it is now.
  private Revision newest(Revision least) {
    var newest = cache.newest();
    return newest.isAfter(least) ? newest : least;
  }

  private ObjectList latest(Resource resource, String after, long limit) {
    var storage = resource.storage();
    var list = cache.list(storage, selection, after, limit);
    cache.checkReadable(storage, selection);
    return cache.counted(storage, ListSource.LATEST, list);
  }

  private ObjectList notOlderThan(Resource resource, Revision revision, long limit) {
    var storage = resource.storage();
    var list = cache.listNotOlderThan(storage, selection, revision, limit);
    return cache.counted(storage, ListSource.CACHE, list);
  }

  private ObjectList at(Resource resource, String after, Revision revision, long limit) {
    var storage = resource.storage();
    var list = cache.listAt(storage, selection, after, revision, limit);
    return cache.counted(storage, ListSource.STORE, list);
  }

  /// Who takes whatever the cache has takes all of it.
  private long limit() {
    return options.limit() > 0 && !options.version().equals("0") ? options.limit() : Long.MAX_VALUE;
  }

  /// Pages are of the revision that they name, unless they say otherwise.
  private boolean isPageOf(Revision revision) {
    return options.match().isEmpty() && options.limit() > 0 && revision.value() > 0;
  }

  private boolean namesOne(Resource resource) {
    return options.fields().required("metadata.name").isPresent()
        && !(resource.namespaced() && selection.prefix().isEmpty());
  }

  private ObjectList continued(Resource resource, long limit) {
    var token = ContinueToken.decode(options.next());
    if (!options.version().isEmpty() && !options.version().equals("0")) {
      throw ApiErrors.badRequest("specifying resource version is not allowed when using continue");
    }
    var after = selection.prefix() + token.after();
    return token.revision() < 0
        ? latest(resource, after, limit)
        : continued(resource, token, after, limit);
  }

  private ObjectList continued(Resource resource, ContinueToken token, String after, long limit) {
    var revision = new Revision(token.revision());
    try {
      return at(resource, after, revision, limit);
    } catch (ApiException e) {
      throw e.is(Reason.Expired) ? ApiErrors.expiredPage(token.atLatest().encode()) : e;
    }
  }

  Page page(ObjectList list) {
    if (list.remaining() == 0) {
      return new Page(list, "", 0);
    }
    var last = list.objects().getLast().path().substring(selection.prefix().length());
    var next = ContinueToken.of(list.revision(), last);
    var selects = !options.labels().selectsEverything() || !options.fields().selectsEverything();
    return new Page(list, next, selects ? 0 : list.remaining());
  }
}
