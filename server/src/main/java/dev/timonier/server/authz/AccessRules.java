package dev.timonier.server.authz;

import java.util.ArrayList;
import java.util.List;

/// What a user may do.
///
/// @param paths what it may do with paths that are no resources
/// @param faults what was wrong with the rules
public record AccessRules(
    List<OfResources> resources, List<OfPaths> paths, Extent extent, List<String> faults) {
  public static final AccessRules NONE =
      new AccessRules(List.of(), List.of(), Extent.ALL, List.of());

  /// Verbs on resources; `*` stands for all.
  ///
  /// @param names of the objects; empty for all
  public record OfResources(
      List<String> verbs, List<String> groups, List<String> resources, List<String> names) {}

  /// Verbs on paths; `*` at the end of a path stands for all below it.
  public record OfPaths(List<String> verbs, List<String> paths) {}

  /// Whether the user may do more than the rules say.
  public enum Extent {
    ALL,
    INCOMPLETE
  }

  /// Nothing that rules could say.
  public static AccessRules untold(String fault) {
    return new AccessRules(List.of(), List.of(), Extent.INCOMPLETE, List.of(fault));
  }

  /// These and those.
  AccessRules and(AccessRules others) {
    return new AccessRules(
        joined(resources, others.resources),
        joined(paths, others.paths),
        extent == Extent.ALL ? others.extent : extent,
        joined(faults, others.faults));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
