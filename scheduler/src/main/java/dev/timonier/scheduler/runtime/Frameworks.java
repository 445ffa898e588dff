package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.config.SchedulerConfiguration;
import dev.timonier.scheduler.framework.ClusterEvent;
import dev.timonier.scheduler.framework.ClusterEvent.NodeAdded;
import dev.timonier.scheduler.framework.EnqueueExtensions;
import dev.timonier.scheduler.framework.Plugin;
import dev.timonier.scheduler.framework.QueuedPodInfo;
import dev.timonier.scheduler.framework.QueueingHint;
import dev.timonier.scheduler.queue.QueueingRules;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The profiles of a scheduler at work, by the scheduler name that pods ask for.
public final class Frameworks implements QueueingRules {
  /// Takes the place of a plugin's name where there were no nodes at all.
  public static final String NO_NODES = "";

  private final Map<String, Framework> byName = new LinkedHashMap<>();
  private final Map<String, Map<String, Plugin>> plugins = new HashMap<>();

  /// @throws dev.timonier.scheduler.config.ConfigurationException when a profile cannot be used
  public Frameworks(
      SchedulerConfiguration configuration,
      PluginRegistry registry,
      PluginContext context,
      SchedulingTools tools) {
    for (var profile : configuration.profiles()) {
      var own = new HashMap<String, Plugin>();
      plugins.put(profile.schedulerName(), own);
      var lists =
          FrameworkPlugins.of(
              profile, name -> created(own, registry.create(name, profile.argsOf(name), context)));
      var percentage =
          profile.percentageOfNodesToScore().orElse(configuration.percentageOfNodesToScore());
      byName.put(
          profile.schedulerName(),
          new Framework(
              profile.schedulerName(), lists, new NodeChooser(lists, percentage, tools), context));
    }
  }

  private static Plugin created(Map<String, Plugin> own, Plugin plugin) {
    own.put(plugin.name(), plugin);
    return plugin;
  }

  /// The profile that schedules a pod; none where another scheduler is asked for.
  public Optional<Framework> of(PodInfo pod) {
    return Optional.ofNullable(byName.get(pod.schedulerName()));
  }

  @Override
  public Comparator<QueuedPodInfo> order() {
    return byName.values().iterator().next().queueSort().order();
  }

  @Override
  public Optional<String> gate(PodInfo pod) {
    return of(pod).flatMap(framework -> framework.gate(pod));
  }

  @Override
  public QueueingHint hint(PodInfo pod, String rejector, ClusterEvent event) {
    if (rejector.equals(NO_NODES)) {
      return QueueingHint.queueIf(event instanceof NodeAdded);
    }
    var own = plugins.getOrDefault(pod.schedulerName(), Map.of());
    return own.get(rejector) instanceof EnqueueExtensions plugin
        ? plugin.hint(pod, event)
        : QueueingHint.QUEUE;
  }
}
