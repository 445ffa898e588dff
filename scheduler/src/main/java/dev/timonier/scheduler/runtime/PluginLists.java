package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.config.ConfigurationException;
import dev.timonier.scheduler.config.EnabledPlugin;
import dev.timonier.scheduler.config.PluginSet;
import dev.timonier.scheduler.config.Plugins;
import dev.timonier.scheduler.config.Profile;
import dev.timonier.scheduler.framework.ExtensionPoint;
import dev.timonier.scheduler.framework.Plugin;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Finds out which plugins of a profile run at which extension points, in which order and with
/// which weights, and makes one instance of each.
///
/// At an extension point run, in this order:
/// 1. those of multiPoint that are listed for the extension point as well, as they are listed
///    there;
/// 2. the others of multiPoint that can take part there and are not disabled for it;
/// 3. the others listed for the extension point.
final class PluginLists {
  private final Plugins plugins;
  private final Function<String, Plugin> create;
  private final Map<String, Plugin> instances = new HashMap<>();
  private final Map<ExtensionPoint, List<Weighted<Plugin>>> lists =
      new EnumMap<>(ExtensionPoint.class);

  /// @param create makes a plugin by its name
  PluginLists(Profile profile, Function<String, Plugin> create) {
    this.plugins = profile.plugins();
    this.create = create;
    rejectDuplicates(plugins.multiPoint());
    for (var point : ExtensionPoint.values()) {
      rejectDuplicates(plugins.at(point));
      lists.put(point, resolve(point));
    }
  }

  /// The plugins at an extension point, in the order in which they run.
  List<Weighted<Plugin>> at(ExtensionPoint point) {
    return lists.getOrDefault(point, List.of());
  }

  private List<Weighted<Plugin>> resolve(ExtensionPoint point) {
    var listed = new LinkedHashMap<String, EnabledPlugin>();
    plugins.at(point).enabled().forEach(plugin -> listed.put(plugin.name(), plugin));
    var result = new ArrayList<EnabledPlugin>();
    var everywhere = everywhere(point);
    listed.values().stream().filter(p -> contains(everywhere, p)).forEach(result::add);
    everywhere.stream().filter(p -> !listed.containsKey(p.name())).forEach(result::add);
    listed.values().stream().filter(p -> !contains(everywhere, p)).forEach(result::add);
    return result.stream().map(plugin -> weighted(point, plugin)).toList();
  }

  /// Those of multiPoint that can take part.
  private List<EnabledPlugin> everywhere(ExtensionPoint point) {
    var own = plugins.at(point);
    return plugins.multiPoint().enabled().stream()
        .filter(plugin -> point.accepts(instance(plugin.name())))
        .filter(plugin -> !own.disables(plugin.name()))
        .toList();
  }

  private Weighted<Plugin> weighted(ExtensionPoint point, EnabledPlugin enabled) {
    var plugin = instance(enabled.name());
    if (!point.accepts(plugin)) {
      throw new ConfigurationException(
          "plugin \"%s\" does not extend %s plugin".formatted(enabled.name(), point.field()));
    }
    return new Weighted<>(plugin, Math.max(1, enabled.weight()));
  }

  private Plugin instance(String name) {
    return instances.computeIfAbsent(name, create);
  }

  private static boolean contains(List<EnabledPlugin> list, EnabledPlugin plugin) {
    return list.stream().anyMatch(other -> other.name().equals(plugin.name()));
  }

  private static void rejectDuplicates(PluginSet set) {
    var names = new ArrayList<String>();
    for (var plugin : set.enabled()) {
      if (names.contains(plugin.name())) {
        throw new ConfigurationException(
            "plugin \"%s\" already registered".formatted(plugin.name()));
      }
      names.add(plugin.name());
    }
  }
}
