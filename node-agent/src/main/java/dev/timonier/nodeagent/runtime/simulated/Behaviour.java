package dev.timonier.nodeagent.runtime.simulated;

import dev.timonier.nodeagent.runtime.ContainerConfig;
import dev.timonier.nodeagent.spec.RuntimeLabels;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a simulated container behaves, from the annotations of its pod:
///
/// | annotation | meaning |
/// |---|---|
/// | `simulated.timonier.dev/exit-after` | regular containers end after so many seconds, such as `2` or `0.5`; otherwise they run until they are stopped |
/// | `simulated.timonier.dev/exit-code` | the exit code of containers that end by themselves; 0 unless given |
///
/// Each may be given for one container: `simulated.timonier.dev/exit-after.NAME`. Init containers
/// and those of Jobs' pods end at once unless an annotation says otherwise; sidecars run.
///
/// @param exitAfter empty: runs until it is stopped
record Behaviour(Optional<Duration> exitAfter, int exitCode) {
  static final String PREFIX = "simulated.timonier.dev/";
  static final String EXIT_AFTER = PREFIX + "exit-after";

  static Behaviour of(Map<String, String> ofPod, ContainerConfig container) {
    return new Behaviour(exitAfter(ofPod, container), exitCode(ofPod, container));
  }

  private static Optional<Duration> exitAfter(
      Map<String, String> ofPod, ContainerConfig container) {
    var own = seconds(ofPod.get(EXIT_AFTER + "." + container.name()));
    if (own.isPresent()) {
      return own;
    }
    return switch (container.annotations().getOrDefault(RuntimeLabels.ROLE, "regular")) {
      case "init" -> Optional.of(Duration.ZERO);
      case "regular" -> seconds(ofPod.get(EXIT_AFTER));
      default -> Optional.empty();
    };
  }

  private static int exitCode(Map<String, String> ofPod, ContainerConfig container) {
    var own = ofPod.get(PREFIX + "exit-code." + container.name());
    var ofAll = isInit(container) ? null : ofPod.get(PREFIX + "exit-code");
    return number(own == null ? ofAll : own).map(Double::intValue).orElse(0);
  }

  private static boolean isInit(ContainerConfig container) {
    return "init".equals(container.annotations().get(RuntimeLabels.ROLE));
  }

  private static Optional<Duration> seconds(@Nullable String text) {
    return number(text).map(seconds -> Duration.ofMillis((long) (seconds * 1000)));
  }

  /// Anything but a number has no effect.
  private static Optional<Double> number(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(Double.valueOf(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
