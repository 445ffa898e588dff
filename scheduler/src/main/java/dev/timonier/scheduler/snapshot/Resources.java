package dev.timonier.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Amounts of the resources that scheduling counts, in plain numbers.
///
/// @param milliCpu thousandths of a CPU
/// @param memory bytes
/// @param ephemeralStorage bytes
/// @param pods how many pods a node takes; of a pod always zero
public record Resources(
    long milliCpu, long memory, long ephemeralStorage, long pods, ScalarAmounts scalars) {
  public static final Resources NONE = new Resources(0, 0, 0, 0, ScalarAmounts.NONE);

  public static final String CPU = "cpu";
  public static final String MEMORY = "memory";
  public static final String EPHEMERAL_STORAGE = "ephemeral-storage";
  public static final String PODS = "pods";

  /// Reads a resource list; what scheduling does not count is left out.
  public static Resources of(@Nullable Map<String, Quantity> list) {
    return list == null || list.isEmpty() ? NONE : new Tally().add(list).toResources();
  }

  public Resources plus(Resources other) {
    return new Resources(
        milliCpu + other.milliCpu,
        memory + other.memory,
        ephemeralStorage + other.ephemeralStorage,
        pods + other.pods,
        scalars.plus(other.scalars));
  }

  public Resources minus(Resources other) {
    return new Resources(
        milliCpu - other.milliCpu,
        memory - other.memory,
        ephemeralStorage - other.ephemeralStorage,
        pods - other.pods,
        scalars.minus(other.scalars));
  }

  /// The same without some scalar resources.
  public Resources without(Set<String> names) {
    return new Resources(milliCpu, memory, ephemeralStorage, pods, scalars.without(names));
  }

  /// The amount of a resource by its name; CPU in thousandths.
  public long amount(String name) {
    return switch (name) {
      case CPU -> milliCpu;
      case MEMORY -> memory;
      case EPHEMERAL_STORAGE -> ephemeralStorage;
      case PODS -> pods;
      default -> scalars.amount(name);
    };
  }

  /// Whether a pod that asks for this asks for nothing that is counted.
  public boolean isNothing() {
    return milliCpu == 0 && memory == 0 && ephemeralStorage == 0 && scalars.isEmpty();
  }

  /// Whether a resource is counted in whole units beside CPU, memory, storage and pods: extended
  /// resources, huge pages, attachable volumes.
  public static boolean isScalar(String name) {
    return name.startsWith("hugepages-")
        || name.startsWith("attachable-volumes-")
        || name.contains("kubernetes.io/")
        || isExtended(name);
  }

  /// Whether a resource belongs to a domain outside Kubernetes.
  public static boolean isExtended(String name) {
    return name.indexOf('/') >= 0
        && !name.contains("kubernetes.io/")
        && !name.startsWith("requests.");
  }
}
