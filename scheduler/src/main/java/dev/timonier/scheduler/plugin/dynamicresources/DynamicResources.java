package dev.timonier.scheduler.plugin.dynamicresources;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.NodeVerdicts;
import dev.timonier.scheduler.framework.PostFilterPlugin;
import dev.timonier.scheduler.framework.PreFilterPlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Unschedulable;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.framework.Trials;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;

/// Keeps pods that claim devices off all nodes, since no node offers any yet.
public final class DynamicResources implements PreFilterPlugin, FilterPlugin, PostFilterPlugin {
  public static final String NAME = "DynamicResources";

  private static final Status.OfFilter NO_DEVICES =
      new UnschedulableAndUnresolvable("cannot allocate all claims");
  private static final Status.OfPostFilter NOTHING_TO_FREE =
      new Unschedulable("no new claims to deallocate");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfPreFilter preFilter(CycleState state, PodInfo pod) {
    var claims = pod.spec().getResourceClaims();
    return claims == null || claims.isEmpty() ? Status.SKIP : Status.SUCCESS;
  }

  @Override
  public Status.OfFilter filter(CycleState state, PodInfo pod, NodeInfo node) {
    return NO_DEVICES;
  }

  @Override
  public Status.OfPostFilter postFilter(
      CycleState state, PodInfo pod, NodeVerdicts verdicts, Trials trials) {
    return NOTHING_TO_FREE;
  }
}
