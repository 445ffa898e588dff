package dev.timonier.scheduler.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.scheduler.config.ConfigurationException;
import dev.timonier.scheduler.framework.Plugin;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The plugins that there are, by name.
public final class PluginRegistry {
  private final Map<String, PluginFactory> factories = new HashMap<>();

  /// Adds a plugin.
  public PluginRegistry with(String name, PluginFactory factory) {
    if (factories.putIfAbsent(name, factory) != null) {
      throw new IllegalArgumentException("a plugin named " + name + " already exists");
    }
    return this;
  }

  /// Adds a plugin that takes no args.
  public PluginRegistry with(String name, Supplier<Plugin> factory) {
    return with(name, (_, _) -> factory.get());
  }

  Plugin create(String name, JsonNode args, PluginContext context) {
    var factory = factories.get(name);
    if (factory == null) {
      throw new ConfigurationException("plugin \"" + name + "\" does not exist");
    }
    return factory.create(args, context);
  }
}
