package dev.timonier.scheduler.plugin.volumebinding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.scheduler.config.ConfigurationException;
import dev.timonier.scheduler.config.PluginArgs;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What VolumeBinding is told.
///
/// @param bindTimeout how long a pod waits for its volumes to be made
public record VolumeBindingArgs(Duration bindTimeout) {
  private static final long TIMEOUT_SECONDS = 600;

  private record V1(@Nullable Long bindTimeoutSeconds) {}

  /// @throws ConfigurationException when something is wrong
  public static VolumeBindingArgs read(JsonNode args) {
    var v1 = PluginArgs.read(VolumeBinding.NAME, args, V1.class);
    var seconds = Objects.requireNonNullElse(v1.bindTimeoutSeconds(), TIMEOUT_SECONDS);
    if (seconds < 0) {
      throw new ConfigurationException(
          List.of(
              FieldError.invalid(
                  "bindTimeoutSeconds",
                  String.valueOf(seconds),
                  "invalid BindTimeoutSeconds, should not be a negative value")));
    }
    return new VolumeBindingArgs(Duration.ofSeconds(seconds));
  }
}
