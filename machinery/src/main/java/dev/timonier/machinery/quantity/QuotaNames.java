package dev.timonier.machinery.quantity;

import java.util.Set;
import java.util.stream.Stream;

/// The names by which ResourceQuotas limit what objects use
/// (<https://kubernetes.io/docs/concepts/policy/resource-quotas/>).
public final class QuotaNames {
  private static final String REQUESTS = "requests.";
  private static final String LIMITS = "limits.";
  private static final String DEVICE_CLASSES = "deviceclass.resource.kubernetes.io/";
  private static final String STORAGE_CLASS = ".storageclass.storage.k8s.io/";
  private static final Set<String> BASIC = Set.of("cpu", "memory", "ephemeral-storage");
  private static final Set<String> PODS = Set.of("count/pods", "pods");
  private static final Set<String> SERVICES =
      Set.of("count/services", "services", "services.nodeports", "services.loadbalancers");

  /// How many claims of volumes are stored.
  public static final String STORED_CLAIMS = "count/persistentvolumeclaims";

  /// How many claims of volumes there are; also of one storage class.
  public static final String CLAIMS = "persistentvolumeclaims";

  /// How much all claims of volumes request together; also of one storage class.
  public static final String STORAGE = "requests.storage";

  private static final Set<String> OF_CLASSES = Set.of(CLAIMS, STORAGE);

  private QuotaNames() {}

  /// The name of what is requested of a resource.
  public static String requests(String resource) {
    return REQUESTS + resource;
  }

  /// The name of the limits of a resource.
  public static String limits(String resource) {
    return LIMITS + resource;
  }

  /// The name of what is used of one storage class alone.
  public static String ofStorageClass(String storageClass, String name) {
    return storageClass + STORAGE_CLASS + name;
  }

  /// Whether a resource of containers has requests and limits that can be limited.
  public static boolean isBasic(String resource) {
    return BASIC.contains(resource);
  }

  /// Whether a resource is counted by its own name and by that of its requests.
  public static boolean isCounted(String resource) {
    return isBasic(resource) || isHugePages(resource);
  }

  private static boolean isHugePages(String resource) {
    return resource.startsWith("hugepages-");
  }

  /// Whether a resource is one of which the requests alone are counted: it belongs to others, or
  /// stands for a class of devices.
  public static boolean isExtended(String resource) {
    return resource.startsWith(DEVICE_CLASSES)
        || (resource.contains("/") && !resource.contains("kubernetes.io/"));
  }

  /// Whether what is limited by a name is about pods.
  public static boolean areOfPods(String name) {
    var requested = without(REQUESTS, name);
    return PODS.contains(name)
        || Stream.of(name, requested, without(LIMITS, name)).anyMatch(QuotaNames::isBasic)
        || Stream.of(name, requested).anyMatch(QuotaNames::isHugePages)
        || isExtended(requested);
  }

  private static String without(String prefix, String name) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : "";
  }

  /// Whether what is limited by a name is about Services.
  public static boolean areOfServices(String name) {
    return SERVICES.contains(name);
  }

  /// Whether what is limited by a name is about PersistentVolumeClaims.
  public static boolean areOfClaims(String name) {
    return name.equals(STORED_CLAIMS)
        || OF_CLASSES.contains(name)
        || OF_CLASSES.stream().anyMatch(used -> name.endsWith(STORAGE_CLASS + used));
  }
}
