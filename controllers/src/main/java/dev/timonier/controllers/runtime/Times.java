package dev.timonier.controllers.runtime;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Moments as objects of the API show them: to the second, in UTC.
public final class Times {
  private Times() {}

  public static String shown(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  public static Optional<Instant> parse(@Nullable String text) {
    return Optional.ofNullable(text).map(Instant::parse);
  }
}
