package dev.timonier.controllers.resourcequota;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.quantity.Amount;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceRequest;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceSubRequest;
import io.fabric8.kubernetes.api.model.resource.v1.ExactDeviceRequest;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What claims of devices use of the things that quotas limit: devices of each class, and the
/// extended resource that stands for a class
/// (<https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-for-dynamic-resource-allocation>).
record DeviceUsage(Store<ResourceClaim> claims, Store<DeviceClass> classes, Store<Pod> pods) {
  private static final String COUNT = "count/resourceclaims.resource.k8s.io";
  private static final String OF_CLASS = ".deviceclass.resource.k8s.io/devices";
  private static final String IMPLICIT = "requests.deviceclass.resource.kubernetes.io/";
  private static final String REQUESTS = "requests.";
  private static final String EXTENDED = "resource.kubernetes.io/extended-resource-claim";

  /// As many devices as one claim can have.
  private static final long MOST_DEVICES = 32;

  private static final Comparator<ResourceClaim> BY_AGE =
      Comparator.comparing((ResourceClaim claim) -> claim.getMetadata().getCreationTimestamp())
          .thenComparing(claim -> claim.getMetadata().getName());

  /// Whether what a quota limits by this name is about claims of devices.
  boolean concerns(String name) {
    if (name.equals(COUNT) || name.endsWith(OF_CLASS)) {
      return true;
    }
    return name.startsWith(IMPLICIT)
        ? extendedResource(name.substring(IMPLICIT.length())).isPresent()
        : name.startsWith(REQUESTS) && isExtendedResource(name.substring(REQUESTS.length()));
  }

  private Optional<String> extendedResource(String deviceClass) {
    return classes.get(new NamespacedName("", deviceClass)).flatMap(DeviceUsage::extendedResource);
  }

  private boolean isExtendedResource(String name) {
    return classes.list().stream()
        .flatMap(deviceClass -> extendedResource(deviceClass).stream())
        .anyMatch(name::equals);
  }

  private static Optional<String> extendedResource(DeviceClass deviceClass) {
    return Optional.ofNullable(deviceClass.getSpec().getExtendedResourceName());
  }

  /// What the claims of a namespace use in all.
  Usage in(String namespace, Instant now) {
    return claims.inNamespace(namespace).stream()
        .map(claim -> of(claim, now))
        .reduce(Usage.NONE, Usage::plus);
  }

  private Usage of(ResourceClaim claim, Instant now) {
    var usage = new TreeMap<String, Amount>();
    usage.put(COUNT, Amount.of(1));
    var devices = devices(claim);
    devices.forEach((type, number) -> usage.put(type + OF_CLASS, Amount.of(number)));
    var counted = usageOfPod(claim, now);
    devices.forEach(
        (type, number) -> {
          putRest(usage, IMPLICIT + type, number, counted);
          extendedResource(type)
              .ifPresent(name -> putRest(usage, REQUESTS + name, number, counted));
        });
    return new Usage(usage);
  }

  /// @param counted what was counted already, as the use of a pod
  private static void putRest(
      Map<String, Amount> usage, String name, long number, Map<String, Amount> counted) {
    var rest = Amount.of(number).minus(counted.getOrDefault(name, Amount.ZERO));
    if (rest.signum() > 0) {
      usage.merge(name, rest, Amount::plus);
    }
  }

  /// How many devices of each class a claim may get at most.
  private static Map<String, Long> devices(ResourceClaim claim) {
    var all = new HashMap<String, Long>();
    var devices = claim.getSpec().getDevices();
    if (devices != null) {
      for (var request :
          Objects.requireNonNullElse(devices.getRequests(), List.<DeviceRequest>of())) {
        most(request).forEach((type, number) -> all.merge(type, number, Long::sum));
      }
    }
    return all;
  }

  private static Map<String, Long> most(DeviceRequest request) {
    var most = new HashMap<String, Long>();
    for (var choice :
        Objects.requireNonNullElse(request.getFirstAvailable(), List.<DeviceSubRequest>of())) {
      most.merge(
          choice.getDeviceClassName(),
          number(choice.getAllocationMode(), choice.getCount()),
          Math::max);
    }
    @Nullable ExactDeviceRequest exactly = request.getExactly();
    if (most.isEmpty() && exactly != null) {
      most.put(
          exactly.getDeviceClassName(), number(exactly.getAllocationMode(), exactly.getCount()));
    }
    return most;
  }

  private static long number(@Nullable String mode, @Nullable Long count) {
    return switch (Objects.requireNonNullElse(mode, "")) {
      case "ExactCount" -> Objects.requireNonNullElse(count, 0L);
      case "All" -> MOST_DEVICES;
      default -> 0;
    };
  }

  /// What the pod uses for which the scheduler made this claim, in the place of an extended
  /// resource.
  private Map<String, Amount> usageOfPod(ResourceClaim claim, Instant now) {
    return owner(claim)
        .filter(pod -> isClaimOf(claim, pod))
        .map(pod -> PodUsage.of(pod, now).amounts())
        .orElse(Map.of());
  }

  private Optional<Pod> owner(ResourceClaim claim) {
    var annotations = claim.getMetadata().getAnnotations();
    if (annotations == null || !"true".equals(annotations.get(EXTENDED))) {
      return Optional.empty();
    }
    return Owners.controller(claim).filter(DeviceUsage::isPod).flatMap(owner -> pod(claim, owner));
  }

  private static boolean isPod(OwnerReference owner) {
    return owner.getKind().equals("Pod") && owner.getApiVersion().equals("v1");
  }

  private Optional<Pod> pod(ResourceClaim claim, OwnerReference owner) {
    return pods.get(new NamespacedName(claim.getMetadata().getNamespace(), owner.getName()))
        .filter(pod -> pod.getMetadata().getUid().equals(owner.getUid()));
  }

  /// A pod that does not name its claim has the oldest one.
  private boolean isClaimOf(ResourceClaim claim, Pod pod) {
    var told = pod.getStatus() == null ? null : pod.getStatus().getExtendedResourceClaimStatus();
    return told == null
        ? claims.inNamespace(claim.getMetadata().getNamespace()).stream()
            .filter(other -> owner(other).filter(pod::equals).isPresent())
            .allMatch(other -> BY_AGE.compare(claim, other) <= 0)
        : told.getResourceClaimName().equals(claim.getMetadata().getName());
  }
}
