package dev.timonier.server.metric;

import dev.timonier.machinery.catalog.GroupResource;
import io.micrometer.core.instrument.Gauge;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/// How many objects there are of each resource.
final class ObjectMeters {
  private final Metrics metrics;
  private final ToIntFunction<GroupResource> sizes;
  private final Set<GroupResource> known = ConcurrentHashMap.newKeySet();

  /// @param sizes tells the number of a resource's objects
  ObjectMeters(Metrics metrics, ToIntFunction<GroupResource> sizes) {
    this.metrics = metrics;
    this.sizes = sizes;
  }

  /// Sees to it that a resource is counted.
  void count(GroupResource resource) {
    if (!known.add(resource)) {
      return;
    }
    Gauge.builder("apiserver_storage_objects", resource, sizes::applyAsInt)
        .description(
            "[DEPRECATED, consider using apiserver_resource_objects instead] Number of stored"
                + " objects at the time of last check split by kind.")
        .tag("resource", name(resource))
        .strongReference(true)
        .register(metrics.meters());
    Gauge.builder("apiserver_resource_objects", resource, sizes::applyAsInt)
        .description("Number of stored objects at the time of last check split by kind.")
        .tags("group", resource.group(), "resource", resource.resource())
        .strongReference(true)
        .register(metrics.meters());
  }

  /// As in `deployments.apps`.
  private static String name(GroupResource resource) {
    return resource.group().isEmpty()
        ? resource.resource()
        : resource.resource() + "." + resource.group();
  }
}
