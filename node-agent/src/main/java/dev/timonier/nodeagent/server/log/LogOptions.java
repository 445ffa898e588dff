package dev.timonier.nodeagent.server.log;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Which part of a log is asked for, and how; as in `PodLogOptions`.
///
/// @param since nothing older
/// @param tailLines no more than the last ones; the whole log when empty
/// @param limitBytes no more than these
public record LogOptions(
    Mode mode,
    Stamps stamps,
    Streams streams,
    Optional<Instant> since,
    OptionalLong tailLines,
    OptionalLong limitBytes) {
  /// Everything there is.
  public static final LogOptions ALL =
      new LogOptions(
          Mode.PRESENT,
          Stamps.NONE,
          Streams.ALL,
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());

  /// When to stop.
  public enum Mode {
    /// At the present end of the log.
    PRESENT,
    /// When the container has ended.
    FOLLOW
  }

  /// Whether lines begin with their time.
  public enum Stamps {
    NONE,
    EACH_LINE
  }

  /// Which output of the container.
  public enum Streams {
    ALL,
    STDOUT,
    STDERR
  }
}
