package dev.timonier.server.verb;

import dev.timonier.machinery.catalog.Verb;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.apply.Applier;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.watchcache.WatchCache;
import java.util.random.RandomGenerator;

/// The verbs that every resource has.
public final class Verbs {
  private final VerbHandler get;
  private final VerbHandler list;
  private final VerbHandler watch;
  private final VerbHandler create;
  private final VerbHandler update;
  private final VerbHandler patch;
  private final VerbHandler delete;
  private final VerbHandler deleteCollection;

  public Verbs(
      Registry registry, WatchCache cache, Applier applier, Time time, RandomGenerator random) {
    get = new GetVerb(registry, cache, time);
    list = new ListVerb(cache, time);
    watch = new WatchVerb(cache, time, random);
    create = new CreateVerb(registry, time);
    update = new UpdateVerb(registry, time);
    patch = new PatchVerb(registry, applier, time);
    delete = new DeleteVerb(registry, time);
    deleteCollection = new DeleteCollectionVerb(registry, cache, time);
  }

  Reply answer(ApiCall call, Resource resource, Verb verb) {
    return handler(verb).answer(call, resource);
  }

  private VerbHandler handler(Verb verb) {
    return switch (verb) {
      case GET -> get;
      case LIST -> list;
      case WATCH -> watch;
      case CREATE -> create;
      case UPDATE -> update;
      case PATCH -> patch;
      case DELETE -> delete;
      case DELETECOLLECTION -> deleteCollection;
      case CONNECT -> throw new IllegalStateException("only subresources are connected to");
    };
  }
}
