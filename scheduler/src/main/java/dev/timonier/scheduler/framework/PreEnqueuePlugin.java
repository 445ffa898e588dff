package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.PodInfo;

/// Decides whether a pod may enter the active queue at all.
public interface PreEnqueuePlugin extends Plugin {
  Status.OfPreEnqueue preEnqueue(PodInfo pod);
}
