package dev.timonier.server.verb;

import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.representation.Representation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.server.watchcache.WatchStart;
import dev.timonier.storage.Revision;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Tells the changes of a resource's objects as they happen.
public final class WatchVerb implements VerbHandler {
  private static final long SHORTEST_SECONDS = 1800;
  private static final long MOST_SECONDS = Duration.ofDays(36_500).toSeconds();

  private final WatchCache cache;
  private final Time time;
  private final RandomGenerator random;

  public WatchVerb(WatchCache cache, Time time, RandomGenerator random) {
    this.cache = cache;
    this.time = time;
    this.random = random;
  }

  @Override
  public Reply answer(ApiCall call, Resource resource) {
    var representation = Representation.acceptedList(call.request(), resource, time);
    var options = ListOptions.read(call.query(), resource, ListOptions.Purpose.WATCH);
    checkVersion(options.version());
    var selection = selection(call, resource, options);
    var plan =
        new WatchSession.Plan(
            resource.storage(),
            selection,
            start(options),
            options.bookmarks(),
            options.sendInitialEvents().orElse(false),
            timeout(options));
    var refusal = WatchSocket.refusal(call.request());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var watch = representation.watch();
    return new Reply.Pushed(
        200,
        WatchSocket.headers(call.request(), watch.contentType()),
        sink -> new WatchSession(cache, time, watch, plan, sink).start());
  }

  private static void checkVersion(String version) {
    if (!version.isEmpty() && !Numbers.isVersion(version)) {
      throw ApiErrors.plain(500, Numbers.versionFault(version));
    }
  }

  private static Selection selection(ApiCall call, Resource resource, ListOptions options) {
    var namespace = resource.namespaced() ? call.info().namespace() : "";
    var fields = options.fields();
    if (call.info().parts().size() > 1) {
      checkName(fields, call.info().name());
      fields = fields.and("metadata.name", call.info().name());
    }
    return Selection.of(namespace, options.labels(), fields);
  }

  /// Selectors of fields must tell the name of the path, too.
  private static void checkName(FieldSelector fields, String name) {
    if (!fields.selectsEverything()
        && !fields.required("metadata.name").equals(Optional.of(name))) {
      throw ApiErrors.badRequest("fieldSelector metadata.name doesn't match requested name");
    }
  }

  private WatchStart start(ListOptions options) {
    var version = options.version();
    if (version.isEmpty() || Numbers.version(version) == 0) {
      return options.sendInitialEvents().orElse(true)
          ? new WatchStart.WithPresentObjects(cache.newest())
          : new WatchStart.After(cache.newest());
    }
    var revision = new Revision(Numbers.version(version));
    return options.sendInitialEvents().orElse(false)
        ? new WatchStart.WithPresentObjects(cache.notOlderThan(revision))
        : new WatchStart.After(revision);
  }

  /// Watches that do not say end after half an hour to an hour, so that they do not all end at
  /// once.
  private Duration timeout(ListOptions options) {
    var asked = options.timeoutSeconds().orElse(0);
    return Duration.ofSeconds(
        asked == 0
            ? SHORTEST_SECONDS + random.nextLong(SHORTEST_SECONDS)
            : Math.clamp(asked, 0, MOST_SECONDS));
  }
}
