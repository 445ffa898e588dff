package dev.timonier.server.authz;

import java.util.List;

/// What a user may do.
///
/// @param paths what it may do with paths that are no resources
public record AccessRules(List<OfResources> resources, List<OfPaths> paths) {
  /// Verbs on resources; `*` stands for all.
  public record OfResources(List<String> verbs, List<String> groups, List<String> resources) {}

  /// Verbs on paths; `*` at the end of a path stands for all below it.
  public record OfPaths(List<String> verbs, List<String> paths) {}
}
