package dev.timonier.scheduler.plugin.nodeaffinity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.scheduler.config.PluginArgs;
import org.jspecify.annotations.Nullable;

/// What NodeAffinity is told.
///
/// @param addedAffinity holds for every pod of the profile, beside the pod's own
public record NodeAffinityArgs(
    io.fabric8.kubernetes.api.model.@Nullable NodeAffinity addedAffinity) {
  public static NodeAffinityArgs read(JsonNode args) {
    return PluginArgs.read(NodeAffinity.NAME, args, NodeAffinityArgs.class);
  }
}
