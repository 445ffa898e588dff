package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What came of the PreFilter plugins.
sealed interface PreFilterOutcome {
  /// Nodes are to be filtered.
  ///
  /// @param filters the plugins that have something to say about the pod
  /// @param nodes the only ones that come into question
  /// @param byPlugins those which say so
  record Proceed(List<FilterPlugin> filters, Optional<Set<String>> nodes, Set<String> byPlugins)
      implements PreFilterOutcome {}

  /// No node can do.
  ///
  /// @param plugins which say so
  /// @param filters the plugins that have something to say about the pod, for when others go
  record Rejected(Set<String> plugins, Rejection rejection, List<FilterPlugin> filters)
      implements PreFilterOutcome {}

  record Broken(Failed failure) implements PreFilterOutcome {}
}
