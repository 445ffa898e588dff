package dev.timonier.scheduler.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plugins to use and not to use.
///
/// @param enabled in the order in which they run
/// @param disabled names; `*` stands for all of the defaults
public record PluginSet(List<EnabledPlugin> enabled, List<String> disabled) {
  public static final PluginSet EMPTY = new PluginSet(List.of(), List.of());

  private static final String ALL = "*";

  public PluginSet {
    enabled = List.copyOf(enabled);
    disabled = List.copyOf(disabled);
  }

  public boolean disables(String name) {
    return disabled.contains(name) || disablesAll();
  }

  public boolean disablesAll() {
    return disabled.contains(ALL);
  }

  Optional<EnabledPlugin> find(String name) {
    return enabled.stream().filter(plugin -> plugin.name().equals(name)).findFirst();
  }

  /// What a user's set makes of the default one: defaults that are not disabled keep their places,
  /// those that are enabled again take the new weight, the others come after them.
  PluginSet overriddenBy(PluginSet custom) {
    var result = new ArrayList<EnabledPlugin>();
    for (var plugin : enabled) {
      if (!custom.disables(plugin.name())) {
        result.add(custom.find(plugin.name()).orElse(plugin));
      }
    }
    for (var plugin : custom.enabled()) {
      if (!result.contains(plugin)) {
        result.add(plugin);
      }
    }
    return new PluginSet(result, custom.disabled());
  }
}
