package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.PodInfo;

/// Looks at a pod once before nodes are filtered: can it fit anywhere, which nodes come into
/// question, what is to be remembered for [FilterPlugin].
public interface PreFilterPlugin extends Plugin {
  Status.OfPreFilter preFilter(CycleState state, PodInfo pod);
}
