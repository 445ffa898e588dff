package dev.timonier.scheduler.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.scheduler.framework.Plugin;

/// Makes a plugin for a profile.
@FunctionalInterface
public interface PluginFactory {
  /// @param args from the profile; a missing node stands for the plugin's defaults
  /// @throws dev.timonier.scheduler.config.ConfigurationException when the args are wrong
  Plugin create(JsonNode args, PluginContext context);
}
