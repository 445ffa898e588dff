package dev.timonier.scheduler.config;

import dev.timonier.scheduler.framework.ExtensionPoint;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Which plugins take part at which extension points.
///
/// @param multiPoint those that take part wherever they can
/// @param byPoint what deviates from that
public record Plugins(PluginSet multiPoint, Map<ExtensionPoint, PluginSet> byPoint) {
  /// The default plugins, in the default order and with the default weights. Those that are not
  /// here yet are left out.
  public static final Plugins DEFAULT =
      new Plugins(
          new PluginSet(
              List.of(
                  EnabledPlugin.of("SchedulingGates"),
                  EnabledPlugin.of("PrioritySort"),
                  EnabledPlugin.of("NodeUnschedulable"),
                  EnabledPlugin.of("NodeName"),
                  new EnabledPlugin("TaintToleration", 3),
                  new EnabledPlugin("NodeAffinity", 2),
                  EnabledPlugin.of("NodePorts"),
                  new EnabledPlugin("NodeResourcesFit", 1),
                  EnabledPlugin.of("VolumeBinding"),
                  new EnabledPlugin("PodTopologySpread", 2),
                  new EnabledPlugin("InterPodAffinity", 2),
                  new EnabledPlugin("DynamicResources", 2),
                  EnabledPlugin.of("DefaultPreemption"),
                  new EnabledPlugin("NodeResourcesBalancedAllocation", 1),
                  new EnabledPlugin("ImageLocality", 1),
                  EnabledPlugin.of("DefaultBinder")),
              List.of()),
          Map.of());

  public Plugins {
    byPoint = Map.copyOf(byPoint);
  }

  public PluginSet at(ExtensionPoint point) {
    return byPoint.getOrDefault(point, PluginSet.EMPTY);
  }

  /// What a user's choice makes of this.
  Plugins overriddenBy(Plugins custom) {
    var sets = new EnumMap<ExtensionPoint, PluginSet>(ExtensionPoint.class);
    for (var point : ExtensionPoint.values()) {
      sets.put(point, at(point).overriddenBy(custom.at(point)));
    }
    return new Plugins(multiPoint.overriddenBy(custom.multiPoint()), sets);
  }
}
