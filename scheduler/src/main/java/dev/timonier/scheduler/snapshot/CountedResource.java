package dev.timonier.scheduler.snapshot;

import java.util.List;
import java.util.function.ToLongFunction;

/// A resource whose amount is read very often.
public final class CountedResource {
  private final String name;
  private final ToLongFunction<Resources> amount;
  private final boolean common;

  private CountedResource(String name, ToLongFunction<Resources> amount, boolean common) {
    this.name = name;
    this.amount = amount;
    this.common = common;
  }

  public static CountedResource of(String name) {
    return switch (name) {
      case Resources.CPU -> new CountedResource(name, Resources::milliCpu, true);
      case Resources.MEMORY -> new CountedResource(name, Resources::memory, true);
      case Resources.EPHEMERAL_STORAGE ->
          new CountedResource(name, Resources::ephemeralStorage, true);
      default -> new CountedResource(name, resources -> resources.amount(name), false);
    };
  }

  public static List<CountedResource> all(List<String> names) {
    return names.stream().map(CountedResource::of).toList();
  }

  public String name() {
    return name;
  }

  public long in(Resources resources) {
    return amount.applyAsLong(resources);
  }

  /// Whether a node that lacks it matters to a pod: of extended resources and their like only those
  /// do that the pod asks for.
  public boolean matters(long asked) {
    return common || asked != 0;
  }

  @Override
  public String toString() {
    return name;
  }
}
