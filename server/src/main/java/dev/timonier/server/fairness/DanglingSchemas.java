package dev.timonier.server.fairness;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.fairness.DanglingCondition.Presence;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.watchcache.CacheWatch;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.server.watchcache.WatchFrame;
import dev.timonier.server.watchcache.WatchSink;
import dev.timonier.server.watchcache.WatchStart;
import dev.timonier.storage.Revision;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps condition `Dangling` of FlowSchemas, which tells whether the level that a schema names
/// exists. Looks at all of them whenever a schema or a level has changed.
public final class DanglingSchemas implements AutoCloseable {
  private static final String GROUP = "flowcontrol.apiserver.k8s.io";
  private static final Logger LOG = LoggerFactory.getLogger(DanglingSchemas.class);

  private final Registry registry;
  private final Resource schemas;
  private final Resource levels;
  private final DanglingCondition condition;
  private final Executor executor;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final List<CacheWatch> watches;

  public DanglingSchemas(
      Resources resources,
      Registry registry,
      WatchCache cache,
      DanglingCondition condition,
      Executor executor) {
    this.registry = registry;
    this.schemas = resources.get(GROUP, "v1", "flowschemas");
    this.levels = resources.get(GROUP, "v1", "prioritylevelconfigurations");
    this.condition = condition;
    this.executor = executor;
    this.watches =
        Stream.of(schemas, levels).map(resource -> watch(cache, resource.groupResource())).toList();
  }

  private CacheWatch watch(WatchCache cache, GroupResource resource) {
    var start = new WatchStart.WithPresentObjects(cache.newest());
    return cache.watch(resource, Selection.everything(), start, new Asking());
  }

  /// Many changes that come together are looked at together.
  private void ask() {
    if (asked.compareAndSet(false, true)) {
      executor.execute(this::settle);
    }
  }

  private void settle() {
    asked.set(false);
    try {
      var known =
          registry.list(levels, "").stream()
              .map(level -> level.read().name())
              .collect(Collectors.toSet());
      for (var schema : registry.list(schemas, "")) {
        settle(schema.read(), known);
      }
    } catch (ApiException e) { // the change that came between is looked at next
      LOG.debug("Conditions of FlowSchemas are not settled yet", e);
    }
  }

  private void settle(ApiObject schema, Set<String> known) {
    var level = Trees.text(schema.spec().path("priorityLevelConfiguration"), "name");
    var presence = known.contains(level) ? Presence.PRESENT : Presence.ABSENT;
    condition.settle(schemas, schema, level, presence);
  }

  @Override
  public void close() {
    watches.forEach(CacheWatch::close);
  }

  private final class Asking implements WatchSink {
    @Override
    public void change(WatchFrame frame) {
      ask();
    }

    @Override
    public boolean awaitRoom() {
      return true;
    }

    @Override
    public void initialEventsEnd(Revision revision) {
      ask();
    }

    @Override
    public void failed(ApiException cause) {
      LOG.warn("FlowSchemas are no longer watched", cause);
    }
  }
}
