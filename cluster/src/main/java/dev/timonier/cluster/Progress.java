package dev.timonier.cluster;

import java.time.Duration;
import org.slf4j.LoggerFactory;

/// Is told of a cluster's steps while it starts.
@FunctionalInterface
public interface Progress {
  /// Tells nobody.
  Progress SILENT = (_, _, _) -> {};

  /// Writes each step into the log.
  Progress LOGGED =
      (step, detail, took) ->
          LoggerFactory.getLogger(Progress.class)
              .info("{}: {}, {} ms", step, detail, took.toMillis());

  /// @param step what was started, as in `store`
  /// @param detail what came of it, as in `https://127.0.0.1:6443`
  void done(String step, String detail, Duration took);

  /// Tells this one first and then another.
  default Progress and(Progress other) {
    return (step, detail, took) -> {
      done(step, detail, took);
      other.done(step, detail, took);
    };
  }
}
