package dev.timonier.server.admission.quota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.podspec.AggregateResources;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What an object uses of the resources that quotas limit.
final class Evaluation {
  private static final Amount ONE = Amount.of(1);
  private static final String NODE_PORTS = "services.nodeports";
  private static final String LOAD_BALANCERS = "services.loadbalancers";
  private static final String CLAIMS = "persistentvolumeclaims";
  private static final String STORAGE = "requests.storage";
  private static final Set<String> COUNTED =
      Set.of(
          "pods",
          "services",
          "replicationcontrollers",
          "resourcequotas",
          "secrets",
          "configmaps",
          CLAIMS);
  private static final Set<String> BASIC = Set.of("cpu", "memory", "ephemeral-storage");
  private static final String STORAGE_CLASSES = ".storageclass.storage.k8s.io/";
  private static final String DEVICE_CLASSES = "deviceclass.resource.kubernetes.io/";
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private Evaluation() {}

  static Usage of(GroupResource resource, ApiObject object) {
    var usage = Usage.none();
    var plural = resource.resource();
    var group = resource.group();
    usage.add(count(resource), ONE);
    if (!group.isEmpty()) {
      return usage;
    }
    switch (plural) {
      case "pods" -> pod(usage, object);
      case "services" -> service(usage, object.spec());
      case CLAIMS -> claim(usage, object);
      default -> {}
    }
    if (COUNTED.contains(plural) && !(plural.equals("pods") && isEnded(object))) {
      usage.add(plural, ONE);
    }
    return usage;
  }

  private static String count(GroupResource resource) {
    return "count/" + resource;
  }

  /// Whether what a quota limits is about objects of a resource.
  static boolean concerns(GroupResource resource, String name) {
    if (name.equals(count(resource))) {
      return true;
    }
    if (!resource.group().isEmpty()) {
      return false;
    }
    var plural = resource.resource();
    return (COUNTED.contains(plural) && name.equals(plural))
        || switch (plural) {
          case "pods" -> isOfPods(name);
          case "services" -> name.equals(NODE_PORTS) || name.equals(LOAD_BALANCERS);
          case CLAIMS -> isOfClaims(name);
          default -> false;
        };
  }

  private static boolean isOfPods(String name) {
    var requested = name.startsWith("requests.") ? name.substring("requests.".length()) : "";
    var limited = name.startsWith("limits.") ? name.substring("limits.".length()) : "";
    return Stream.of(name, requested, limited).anyMatch(BASIC::contains)
        || Stream.of(name, requested).anyMatch(word -> word.startsWith("hugepages-"))
        || isExtended(requested);
  }

  private static boolean isExtended(String name) {
    return name.startsWith(DEVICE_CLASSES)
        || (name.contains("/") && !name.contains("kubernetes.io/"));
  }

  private static boolean isOfClaims(String name) {
    return Stream.of(CLAIMS, STORAGE)
        .anyMatch(used -> name.equals(used) || name.endsWith(STORAGE_CLASSES + used));
  }

  private static boolean isEnded(ApiObject pod) {
    return ENDED.contains(pod.status().path("phase").asText(""));
  }

  private static void pod(Usage usage, ApiObject pod) {
    if (isEnded(pod)) {
      return;
    }
    requests(usage, AggregateResources.requests(pod.spec()));
    limits(usage, AggregateResources.limits(pod.spec()));
    for (var overhead : pod.spec().path("overhead").properties()) {
      var amount = Amount.parse(overhead.getValue().asText());
      requests(usage, Map.of(overhead.getKey(), amount));
      limits(usage, Map.of(overhead.getKey(), amount));
    }
  }

  private static void requests(Usage usage, Map<String, Amount> requests) {
    requests.forEach(
        (name, amount) -> {
          if (BASIC.contains(name) || name.startsWith("hugepages-")) {
            usage.add(name, amount);
          }
          usage.add("requests." + name, amount);
        });
  }

  private static void limits(Usage usage, Map<String, Amount> limits) {
    limits.forEach(
        (name, amount) -> {
          if (BASIC.contains(name)) {
            usage.add("limits." + name, amount);
          }
        });
  }

  private static void service(Usage usage, JsonNode spec) {
    var balanced = Trees.text(spec, "type").equals("LoadBalancer");
    var ports = spec.path("ports");
    if (Trees.text(spec, "type").equals("NodePort")) {
      usage.add(NODE_PORTS, Amount.of(ports.size()));
    } else if (balanced) {
      usage.add(LOAD_BALANCERS, ONE);
      var allocates = spec.path("allocateLoadBalancerNodePorts").asBoolean(true);
      var given = Trees.stream(ports).filter(port -> port.path("nodePort").asInt() != 0).count();
      usage.add(NODE_PORTS, Amount.of(allocates ? ports.size() : given));
    }
  }

  private static void claim(Usage usage, ApiObject claim) {
    var type = claim.spec().path("storageClassName").asText("");
    var prefix = type + STORAGE_CLASSES;
    var storage =
        Amount.parse(claim.spec().path("resources").path("requests").path("storage").asText("0"));
    usage.add(STORAGE, storage);
    if (!type.isEmpty()) {
      usage.add(prefix + CLAIMS, ONE);
      usage.add(prefix + STORAGE, storage);
    }
  }
}
