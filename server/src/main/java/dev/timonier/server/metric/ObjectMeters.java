package dev.timonier.server.metric;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.watchcache.ResourceFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// How many objects there are of each resource, and what became of them.
final class ObjectMeters {
  private final Metrics metrics;
  private final Function<GroupResource, ResourceFigures> figures;
  private final Set<GroupResource> known = ConcurrentHashMap.newKeySet();

  ObjectMeters(Metrics metrics, Function<GroupResource, ResourceFigures> figures) {
    this.metrics = metrics;
    this.figures = figures;
  }

  /// Sees to it that a resource is counted.
  void count(GroupResource resource) {
    if (known.add(resource)) {
      objects(resource);
      changes(resource);
    }
  }

  private void objects(GroupResource resource) {
    gauge(
        "apiserver_storage_objects",
        "[DEPRECATED, consider using apiserver_resource_objects instead] Number of stored"
            + " objects at the time of last check split by kind.",
        Tags.of("resource", name(resource)),
        resource,
        ResourceFigures::objects);
    gauge(
        "apiserver_resource_objects",
        "Number of stored objects at the time of last check split by kind.",
        tags(resource),
        resource,
        ResourceFigures::objects);
    gauge(
        "apiserver_watch_cache_resource_version",
        "Current resource version of watch cache broken by resource type.",
        tags(resource),
        resource,
        now -> now.revision().value());
  }

  private void changes(GroupResource resource) {
    counter(
        "apiserver_watch_cache_events_received_total",
        "Counter of events received in watch cache broken by resource type.",
        resource,
        ResourceFigures::changes);
    counter(
        "apiserver_watch_cache_events_dispatched_total",
        "Counter of events dispatched in watch cache broken by resource type.",
        resource,
        ResourceFigures::changes);
    counter(
        "apiserver_init_events_total",
        "Counter of init events processed in watch cache broken by resource type.",
        resource,
        ResourceFigures::initialEvents);
  }

  private void gauge(
      String name,
      String help,
      Tags tags,
      GroupResource resource,
      ToDoubleFunction<ResourceFigures> value) {
    Gauge.builder(name, resource, asked -> value.applyAsDouble(figures.apply(asked)))
        .description(help)
        .tags(tags)
        .strongReference(true)
        .register(metrics.meters());
  }

  private void counter(
      String name, String help, GroupResource resource, ToDoubleFunction<ResourceFigures> value) {
    FunctionCounter.builder(name, resource, asked -> value.applyAsDouble(figures.apply(asked)))
        .description(help)
        .tags(tags(resource))
        .register(metrics.meters());
  }

  private static Tags tags(GroupResource resource) {
    return Tags.of("group", resource.group(), "resource", resource.resource());
  }

  /// As in `deployments.apps`.
  private static String name(GroupResource resource) {
    return resource.group().isEmpty()
        ? resource.resource()
        : resource.resource() + "." + resource.group();
  }
}
