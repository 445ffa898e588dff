package dev.timonier.server.admission.quota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.CachedObjects;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Claims of devices, whose number and whose devices of each class can be limited; the latter also
/// as the extended resource that stands for a class
/// (<https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-for-dynamic-resource-allocation>).
record DeviceClaimEvaluator(CachedObjects objects) implements Evaluator {
  private static final GroupResource CLASSES =
      new GroupResource("resource.k8s.io", "deviceclasses");
  private static final GroupResource CLAIMS =
      new GroupResource("resource.k8s.io", "resourceclaims");
  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final String COUNT = "count/resourceclaims.resource.k8s.io";
  private static final String OF_CLASS = ".deviceclass.resource.k8s.io/devices";
  private static final String IMPLICIT = "requests.deviceclass.resource.kubernetes.io/";
  private static final String REQUESTS = "requests.";
  private static final String EXTENDED = "resource.kubernetes.io/extended-resource-claim";

  private static final Comparator<ApiObject> BY_AGE =
      Comparator.comparing(
              (ApiObject claim) -> claim.metadata().creationTimestamp().orElse(Instant.MAX))
          .thenComparing(ApiObject::name);

  /// As many devices as one claim can have.
  private static final long MOST_DEVICES = 32;

  @Override
  public boolean handles(AdmissionRequest request) {
    return request.subresource().isEmpty();
  }

  @Override
  public boolean concerns(String name) {
    if (name.equals(COUNT) || name.endsWith(OF_CLASS)) {
      return true;
    }
    return name.startsWith(IMPLICIT)
        ? extendedResource(name.substring(IMPLICIT.length())).isPresent()
        : name.startsWith(REQUESTS) && isExtendedResource(name.substring(REQUESTS.length()));
  }

  private Optional<String> extendedResource(String deviceClass) {
    return objects.find(CLASSES, "", deviceClass).flatMap(DeviceClaimEvaluator::extendedResource);
  }

  private boolean isExtendedResource(String name) {
    return objects.all(CLASSES).stream()
        .flatMap(deviceClass -> extendedResource(deviceClass).stream())
        .anyMatch(name::equals);
  }

  private static Optional<String> extendedResource(ApiObject deviceClass) {
    return Optional.of(deviceClass.spec().path("extendedResourceName").asText(""))
        .filter(name -> !name.isEmpty());
  }

  @Override
  public Usage usage(ApiObject claim) {
    var usage = Usage.none();
    usage.add(COUNT, Amount.of(1));
    var devices = devices(claim);
    devices.forEach((type, number) -> usage.add(type + OF_CLASS, Amount.of(number)));
    var counted = usageOfPod(claim);
    devices.forEach(
        (type, number) -> {
          addRest(usage, IMPLICIT + type, number, counted);
          extendedResource(type)
              .ifPresent(name -> addRest(usage, REQUESTS + name, number, counted));
        });
    return usage;
  }

  /// @param counted what was counted already, as the use of a pod
  private static void addRest(Usage usage, String name, long number, Usage counted) {
    var rest = Amount.of(number).minus(counted.of(name));
    if (rest.signum() > 0) {
      usage.add(name, rest);
    }
  }

  /// How many devices of each class a claim may get at most.
  private static Map<String, Long> devices(ApiObject claim) {
    var all = new HashMap<String, Long>();
    for (var request : claim.spec().path("devices").path("requests")) {
      var most = new HashMap<String, Long>();
      Trees.stream(request.path("firstAvailable"))
          .forEach(choice -> most.merge(deviceClass(choice), number(choice), Math::max));
      if (most.isEmpty() && request.has("exactly")) {
        most.put(deviceClass(request.path("exactly")), number(request.path("exactly")));
      }
      most.forEach((type, number) -> all.merge(type, number, Long::sum));
    }
    return all;
  }

  private static String deviceClass(JsonNode request) {
    return Trees.text(request, "deviceClassName");
  }

  private static long number(JsonNode request) {
    return switch (Trees.text(request, "allocationMode")) {
      case "ExactCount" -> request.path("count").asLong();
      case "All" -> MOST_DEVICES;
      default -> 0;
    };
  }

  /// What the pod uses for which the scheduler made this claim, in the place of an extended
  /// resource.
  private Usage usageOfPod(ApiObject claim) {
    return owner(claim)
        .filter(pod -> isClaimOf(claim, pod))
        .map(new PodEvaluator()::usage)
        .orElseGet(Usage::none);
  }

  private Optional<ApiObject> owner(ApiObject claim) {
    if (!claim.metadata().annotations().getOrDefault(EXTENDED, "").equals("true")) {
      return Optional.empty();
    }
    return claim.metadata().ownerReferences().stream()
        .filter(owner -> owner.path("controller").asBoolean())
        .filter(owner -> Trees.text(owner, "kind").equals("Pod"))
        .filter(owner -> Trees.text(owner, "apiVersion").equals("v1"))
        .findFirst()
        .flatMap(
            owner ->
                objects
                    .find(PODS, claim.namespace(), Trees.text(owner, "name"))
                    .filter(pod -> pod.metadata().uid().equals(Trees.text(owner, "uid"))));
  }

  /// A pod that does not name its claim has the oldest one.
  private boolean isClaimOf(ApiObject claim, ApiObject pod) {
    var told = pod.status().path("extendedResourceClaimStatus");
    return told.isMissingNode()
        ? objects.in(claim.namespace(), CLAIMS).stream()
            .filter(other -> owner(other).map(ApiObject::name).equals(Optional.of(pod.name())))
            .allMatch(other -> BY_AGE.compare(claim, other) <= 0)
        : Trees.text(told, "resourceClaimName").equals(claim.name());
  }
}
