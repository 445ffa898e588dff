package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.config.ConfigurationException;
import dev.timonier.scheduler.config.Profile;
import dev.timonier.scheduler.framework.BindPlugin;
import dev.timonier.scheduler.framework.ExtensionPoint;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.PermitPlugin;
import dev.timonier.scheduler.framework.Plugin;
import dev.timonier.scheduler.framework.PostBindPlugin;
import dev.timonier.scheduler.framework.PostFilterPlugin;
import dev.timonier.scheduler.framework.PreBindPlugin;
import dev.timonier.scheduler.framework.PreEnqueuePlugin;
import dev.timonier.scheduler.framework.PreFilterPlugin;
import dev.timonier.scheduler.framework.PreScorePlugin;
import dev.timonier.scheduler.framework.QueueSortPlugin;
import dev.timonier.scheduler.framework.ReservePlugin;
import dev.timonier.scheduler.framework.ScorePlugin;
import java.util.List;
import java.util.function.Function;

/// The plugins of a profile at each extension point, in the order in which they run.
record FrameworkPlugins(
    List<PreEnqueuePlugin> preEnqueue,
    QueueSortPlugin queueSort,
    List<PreFilterPlugin> preFilter,
    List<FilterPlugin> filter,
    List<PostFilterPlugin> postFilter,
    List<PreScorePlugin> preScore,
    List<Weighted<ScorePlugin>> score,
    List<ReservePlugin> reserve,
    List<PermitPlugin> permit,
    List<PreBindPlugin> preBind,
    List<BindPlugin> bind,
    List<PostBindPlugin> postBind) {
  /// @param create makes a plugin by its name
  /// @throws ConfigurationException when the profile cannot be used
  static FrameworkPlugins of(Profile profile, Function<String, Plugin> create) {
    var lists = new PluginLists(profile, create);
    return new FrameworkPlugins(
        at(lists, ExtensionPoint.PRE_ENQUEUE, PreEnqueuePlugin.class),
        queueSort(profile, lists),
        at(lists, ExtensionPoint.PRE_FILTER, PreFilterPlugin.class),
        at(lists, ExtensionPoint.FILTER, FilterPlugin.class),
        at(lists, ExtensionPoint.POST_FILTER, PostFilterPlugin.class),
        at(lists, ExtensionPoint.PRE_SCORE, PreScorePlugin.class),
        lists.at(ExtensionPoint.SCORE).stream()
            .map(w -> new Weighted<>((ScorePlugin) w.plugin(), w.weight()))
            .toList(),
        at(lists, ExtensionPoint.RESERVE, ReservePlugin.class),
        at(lists, ExtensionPoint.PERMIT, PermitPlugin.class),
        at(lists, ExtensionPoint.PRE_BIND, PreBindPlugin.class),
        bind(profile, lists),
        at(lists, ExtensionPoint.POST_BIND, PostBindPlugin.class));
  }

  private static <P extends Plugin> List<P> at(
      PluginLists lists, ExtensionPoint point, Class<P> type) {
    return lists.at(point).stream().map(weighted -> type.cast(weighted.plugin())).toList();
  }

  private static QueueSortPlugin queueSort(Profile profile, PluginLists lists) {
    var plugins = at(lists, ExtensionPoint.QUEUE_SORT, QueueSortPlugin.class);
    if (plugins.size() != 1) {
      throw new ConfigurationException(
          "only one queue sort plugin required for profile with scheduler name \"%s\", but got %d"
              .formatted(profile.schedulerName(), plugins.size()));
    }
    return plugins.getFirst();
  }

  private static List<BindPlugin> bind(Profile profile, PluginLists lists) {
    var plugins = at(lists, ExtensionPoint.BIND, BindPlugin.class);
    if (plugins.isEmpty()) {
      throw new ConfigurationException(
          "at least one bind plugin is needed for profile with scheduler name \"%s\""
              .formatted(profile.schedulerName()));
    }
    return plugins;
  }
}
