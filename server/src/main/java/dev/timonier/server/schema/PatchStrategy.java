package dev.timonier.server.schema;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// How a strategic merge patch treats a field
/// (<https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/>).
///
/// @param mergeKey the field that tells the elements of a merged list apart
public record PatchStrategy(Set<Directive> directives, Optional<String> mergeKey) {
  public static final PatchStrategy NONE =
      new PatchStrategy(EnumSet.noneOf(Directive.class), Optional.empty());

  public enum Directive {
    /// An object is replaced, not merged; so are lists that say nothing.
    REPLACE,
    /// A list is merged, not replaced.
    MERGE,
    /// A patch of the object names the keys that stay.
    RETAIN_KEYS
  }

  public boolean replaces() {
    return directives.contains(Directive.REPLACE);
  }

  public boolean merges() {
    return directives.contains(Directive.MERGE);
  }
}
