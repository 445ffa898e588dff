package dev.timonier.scheduler.plugin.interpodaffinity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.scheduler.config.ConfigurationException;
import dev.timonier.scheduler.config.PluginArgs;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What InterPodAffinity is told.
///
/// @param hardPodAffinityWeight how much it counts that a pod is wanted by one that insists on it
/// @param existing whether the wishes of pods that run already count
public record InterPodAffinityArgs(int hardPodAffinityWeight, Wishes existing) {
  /// Wishes that need not be met.
  public enum Wishes {
    COUNT,
    IGNORED
  }

  private record V1(
      @Nullable Integer hardPodAffinityWeight,
      @Nullable Boolean ignorePreferredTermsOfExistingPods) {}

  /// @throws ConfigurationException when something is wrong
  public static InterPodAffinityArgs read(JsonNode args) {
    var v1 = PluginArgs.read(InterPodAffinity.NAME, args, V1.class);
    var weight = Objects.requireNonNullElse(v1.hardPodAffinityWeight(), 1);
    if (weight < 0 || weight > 100) {
      throw new ConfigurationException(
          List.of(
              FieldError.invalid(
                  "hardPodAffinityWeight", String.valueOf(weight), "not in valid range [0-100]")));
    }
    var ignored = Boolean.TRUE.equals(v1.ignorePreferredTermsOfExistingPods());
    return new InterPodAffinityArgs(weight, ignored ? Wishes.IGNORED : Wishes.COUNT);
  }
}
