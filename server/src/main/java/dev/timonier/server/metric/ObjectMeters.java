package dev.timonier.server.metric;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.watchcache.ListFigures;
import dev.timonier.server.watchcache.ResourceFigures;
import dev.timonier.server.watchcache.StoreRequest;
import dev.timonier.server.watchcache.StoreRequests;
import dev.timonier.storage.metric.Histogram;
import dev.timonier.storage.metric.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// How many objects there are of each resource, and what became of them. Counted by the cache, and
/// read when somebody asks.
///
/// @param resources those that are stored, as of now
record ObjectMeters(
    Supplier<Collection<GroupResource>> resources,
    Function<GroupResource, ResourceFigures> figures) {

  List<Metric> all() {
    var all = new ArrayList<Metric>();
    for (var resource : resources.get()) {
      var now = figures.apply(resource);
      var labels = Map.of("group", resource.group(), "resource", resource.resource());
      objects(all, resource, labels, now);
      changes(all, labels, now);
      cacheLists(all, resource, now.cacheLists());
      latestLists(all, resource, now.latestLists());
      storeLists(all, labels, now.storeLists());
      distribution(
          all,
          "apiserver_watch_cache_read_wait_seconds",
          "[ALPHA] Histogram of time spent waiting for a watch cache to become fresh.",
          labels,
          now.waits());
      now.requests().all().forEach((request, figures) -> requests(all, labels, request, figures));
    }
    return all;
  }

  private static void objects(
      List<Metric> all, GroupResource resource, Map<String, String> labels, ResourceFigures now) {
    gauge(
        all,
        "apiserver_storage_objects",
        "[STABLE] (Deprecated since 1.34.0) [DEPRECATED, consider using apiserver_resource_objects instead] Number of stored"
            + " objects at the time of last check split by kind. In case of a fetching error, the"
            + " value will be -1.",
        Map.of("resource", name(resource)),
        now.objects());
    gauge(
        all,
        "apiserver_resource_objects",
        "[ALPHA] Number of stored objects at the time of last check split by kind. In case of a"
            + " fetching error, the value will be -1.",
        labels,
        now.objects());
    gauge(
        all,
        "apiserver_resource_size_estimate_bytes",
        "[ALPHA] Estimated size of stored objects in database. Estimate is based on sum of last observed"
            + " sizes of serialized objects. In case of a fetching error, the value will be -1.",
        labels,
        now.bytes());
    gauge(
        all,
        "apiserver_watch_cache_resource_version",
        "[ALPHA] Current resource version of watch cache broken by resource type. This is"
            + " truncated to the 15 least significant digits.",
        labels,
        now.revision().value());
    gauge(
        all,
        "watch_cache_capacity",
        "[ALPHA] Total capacity of watch cache broken by resource type.",
        labels,
        now.capacity());
  }

  private static void changes(List<Metric> all, Map<String, String> labels, ResourceFigures now) {
    counter(
        all,
        "apiserver_storage_events_received_total",
        "[BETA] Number of etcd events received split by kind.",
        labels,
        now.changes());
    counter(
        all,
        "apiserver_watch_cache_events_received_total",
        "[ALPHA] Counter of events received in watch cache broken by resource type.",
        labels,
        now.changes());
    counter(
        all,
        "apiserver_watch_cache_events_dispatched_total",
        "[ALPHA] Counter of events dispatched in watch cache broken by resource type.",
        labels,
        now.changes());
    counter(
        all,
        "apiserver_watch_cache_initializations_total",
        "[ALPHA] Counter of watch cache initializations broken by resource type.",
        labels,
        now.loads());
    counter(
        all,
        "apiserver_init_events_total",
        "[ALPHA] Counter of init events processed in watch cache broken by resource type.",
        labels,
        now.initialEvents());
  }

  /// Told once there was one. An index is never used.
  private static void cacheLists(List<Metric> all, GroupResource resource, ListFigures lists) {
    if (lists.lists() == 0) {
      return;
    }
    var labels = Map.of("group", resource.group(), "resource", resource.resource(), "index", "");
    counter(
        all,
        "apiserver_cache_list_total",
        "[ALPHA] Number of LIST requests served from watch cache",
        labels,
        lists.lists());
    counter(
        all,
        "apiserver_cache_list_fetched_objects_total",
        "[ALPHA] Number of objects read from watch cache in the course of serving a LIST request",
        labels,
        lists.seen());
    counter(
        all,
        "apiserver_cache_list_returned_objects_total",
        "[ALPHA] Number of objects returned for a LIST request from watch cache",
        Map.of("group", resource.group(), "resource", resource.resource()),
        lists.returned());
  }

  /// Told once there was one. None falls back to the store.
  private static void latestLists(List<Metric> all, GroupResource resource, long lists) {
    if (lists > 0) {
      counter(
          all,
          "apiserver_watch_cache_consistent_read_total",
          "[ALPHA] Counter for consistent reads from cache.",
          Map.of(
              "fallback",
              "false",
              "group",
              resource.group(),
              "resource",
              resource.resource(),
              "success",
              "true"),
          lists);
    }
  }

  private static void storeLists(List<Metric> all, Map<String, String> labels, ListFigures lists) {
    if (lists.lists() == 0) {
      return;
    }
    counter(
        all,
        "apiserver_storage_list_total",
        "[ALPHA] Number of LIST requests served from storage",
        labels,
        lists.lists());
    counter(
        all,
        "apiserver_storage_list_fetched_objects_total",
        "[ALPHA] Number of objects read from storage in the course of serving a LIST request",
        labels,
        lists.seen());
    counter(
        all,
        "apiserver_storage_list_evaluated_objects_total",
        "[ALPHA] Number of objects tested in the course of serving a LIST request from storage",
        labels,
        lists.seen());
    counter(
        all,
        "apiserver_storage_list_returned_objects_total",
        "[ALPHA] Number of objects returned for a LIST request from storage",
        labels,
        lists.returned());
  }

  /// Told once there was one.
  private static void distribution(
      List<Metric> all, String name, String help, Map<String, String> labels, Histogram values) {
    if (values.count() > 0) {
      all.add(new Metric.Distribution(name, help, labels, values));
    }
  }

  private static void requests(
      List<Metric> all,
      Map<String, String> ofResource,
      StoreRequest request,
      StoreRequests.Figures figures) {
    var labels = RequestLabels.with(ofResource, "operation", request.label());
    distribution(
        all,
        "etcd_request_duration_seconds",
        "[ALPHA] Etcd request latency in seconds for each operation and object type.",
        labels,
        figures.took());
    counter(
        all,
        "etcd_requests_total",
        "[ALPHA] Etcd request counts for each operation and object type.",
        labels,
        figures.count().sum());
    if (figures.failed().sum() > 0) {
      counter(
          all,
          "etcd_request_errors_total",
          "[ALPHA] Etcd failed request counts for each operation and object type.",
          labels,
          figures.failed().sum());
    }
  }

  private static void gauge(
      List<Metric> all, String name, String help, Map<String, String> labels, long value) {
    all.add(new Metric.Gauge(name, help, labels, () -> (double) value));
  }

  private static void counter(
      List<Metric> all, String name, String help, Map<String, String> labels, long value) {
    all.add(new Metric.Counter(name, help, labels, () -> (double) value));
  }

  /// As in `deployments.apps`.
  private static String name(GroupResource resource) {
    return resource.group().isEmpty()
        ? resource.resource()
        : resource.resource() + "." + resource.group();
  }
}
