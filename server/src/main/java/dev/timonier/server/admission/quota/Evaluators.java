package dev.timonier.server.admission.quota;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.admission.CachedObjects;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who knows what objects of a resource use.
final class Evaluators {
  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final GroupResource SERVICES = new GroupResource("", "services");
  private static final GroupResource CLAIMS = new GroupResource("", "persistentvolumeclaims");
  private static final GroupResource DEVICE_CLAIMS =
      new GroupResource("resource.k8s.io", "resourceclaims");

  /// Resources that quotas limit under their plain names, too.
  private static final Set<GroupResource> PLAIN =
      Set.of(
          new GroupResource("", "configmaps"),
          new GroupResource("", "replicationcontrollers"),
          new GroupResource("", "resourcequotas"),
          new GroupResource("", "secrets"));

  /// What is not stored, or was never limited.
  private static final Set<GroupResource> UNLIMITED =
      Set.of(
          new GroupResource("", "bindings"),
          new GroupResource("", "events"),
          new GroupResource("authorization.k8s.io", "localsubjectaccessreviews"),
          new GroupResource("events.k8s.io", "events"));

  private final CachedObjects objects;
  private final Map<GroupResource, Optional<Evaluator>> known = new ConcurrentHashMap<>();

  Evaluators(CachedObjects objects) {
    this.objects = objects;
  }

  /// Empty for resources that no quota limits.
  Optional<Evaluator> of(GroupResource resource) {
    return known.computeIfAbsent(resource, this::find);
  }

  private Optional<Evaluator> find(GroupResource resource) {
    return UNLIMITED.contains(resource) ? Optional.empty() : Optional.of(evaluator(resource));
  }

  private Evaluator evaluator(GroupResource resource) {
    if (resource.equals(PODS)) {
      return new PodEvaluator();
    }
    if (resource.equals(SERVICES)) {
      return new ServiceEvaluator();
    }
    if (resource.equals(CLAIMS)) {
      return new ClaimEvaluator();
    }
    if (resource.equals(DEVICE_CLAIMS)) {
      return new DeviceClaimEvaluator(objects);
    }
    var count = count(resource);
    return new CountEvaluator(
        PLAIN.contains(resource) ? Set.of(count, resource.resource()) : Set.of(count));
  }

  static String count(GroupResource resource) {
    return "count/" + resource;
  }
}
