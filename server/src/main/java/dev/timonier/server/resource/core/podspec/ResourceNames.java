package dev.timonier.server.resource.core.podspec;

import dev.timonier.machinery.meta.Format;
import java.util.List;
import java.util.Set;

/// The names of resources that Kubernetes itself gives a meaning
/// (<https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/>).
public final class ResourceNames {
  private static final String HUGE_PAGES = "hugepages-";
  private static final String NATIVE_DOMAIN = "kubernetes.io/";
  private static final Set<String> OF_CONTAINERS = Set.of("cpu", "memory", "ephemeral-storage");
  private static final Set<String> STANDARD =
      Set.of(
          "cpu",
          "memory",
          "ephemeral-storage",
          "requests.cpu",
          "requests.memory",
          "requests.ephemeral-storage",
          "limits.cpu",
          "limits.memory",
          "limits.ephemeral-storage",
          "pods",
          "resourcequotas",
          "services",
          "replicationcontrollers",
          "secrets",
          "configmaps",
          "persistentvolumeclaims",
          "storage",
          "requests.storage",
          "services.nodeports",
          "services.loadbalancers");

  private static final Set<String> COUNTED =
      Set.of(
          "pods",
          "resourcequotas",
          "services",
          "replicationcontrollers",
          "secrets",
          "configmaps",
          "persistentvolumeclaims",
          "services.nodeports",
          "services.loadbalancers");

  /// What a pod as a whole may ask for, as messages list it.
  static final List<String> OF_PODS = List.of("cpu", HUGE_PAGES, "memory");

  private ResourceNames() {}

  public static boolean isHugePages(String name) {
    return name.startsWith(HUGE_PAGES);
  }

  /// The size of the pages, `2Mi` of `hugepages-2Mi`.
  static String pageSize(String name) {
    return name.substring(HUGE_PAGES.length());
  }

  /// Whether the name is one that needs no domain.
  public static boolean isStandard(String name) {
    return STANDARD.contains(name) || isQuotaOfHugePages(name);
  }

  /// Whether the name is one under which a quota limits huge pages.
  public static boolean isQuotaOfHugePages(String name) {
    return isHugePages(name) || name.startsWith("requests." + HUGE_PAGES);
  }

  public static boolean isForContainers(String name) {
    return OF_CONTAINERS.contains(name) || isHugePages(name);
  }

  /// Whether a pod as a whole may ask for it.
  public static boolean isForPods(String name) {
    return name.equals("cpu") || name.equals("memory") || isHugePages(name);
  }

  /// Whether the name is Kubernetes' own: without a domain, or in `kubernetes.io`.
  public static boolean isNative(String name) {
    return name.indexOf('/') < 0 || name.contains(NATIVE_DOMAIN);
  }

  /// Whether the name is one that a device plugin or an administrator may give.
  public static boolean isExtended(String name) {
    return !isNative(name)
        && !name.startsWith("requests.")
        && Format.checkQualifiedName("requests." + name).isEmpty();
  }

  /// Whether it is counted in whole units.
  public static boolean isCounted(String name) {
    return COUNTED.contains(name) || isExtended(name);
  }

  /// Whether more of it may be promised than there is.
  public static boolean allowsOvercommit(String name) {
    return isNative(name) && !isHugePages(name);
  }
}
