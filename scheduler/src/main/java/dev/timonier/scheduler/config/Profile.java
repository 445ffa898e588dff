package dev.timonier.scheduler.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.OptionalInt;

/// How pods are scheduled that ask for a certain scheduler by its name.
///
/// @param percentageOfNodesToScore takes the place of the one for all profiles
/// @param args what plugins are told, by plugin
public record Profile(
    String schedulerName,
    OptionalInt percentageOfNodesToScore,
    Plugins plugins,
    Map<String, JsonNode> args) {
  /// The name that pods ask for when they don't say.
  public static final String DEFAULT_SCHEDULER = "default-scheduler";

  public static final Profile DEFAULT = named(DEFAULT_SCHEDULER);

  public static Profile named(String schedulerName) {
    return new Profile(schedulerName, OptionalInt.empty(), Plugins.DEFAULT, Map.of());
  }

  /// What a plugin is told; a missing node where nothing.
  public JsonNode argsOf(String plugin) {
    return args.getOrDefault(plugin, MissingNode.getInstance());
  }
}
