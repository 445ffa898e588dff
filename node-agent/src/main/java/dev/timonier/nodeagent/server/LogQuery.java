package dev.timonier.nodeagent.server;

import dev.timonier.nodeagent.server.http.Exchange;
import dev.timonier.nodeagent.server.log.LogOptions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads the options of a log out of a query.
final class LogQuery {
  private static final Set<String> NO = Set.of("", "0", "f", "F", "false", "FALSE", "False");

  private final Exchange exchange;

  LogQuery(Exchange exchange) {
    this.exchange = exchange;
  }

  /// Which run of the container is asked about.
  LoggedContainer.Attempt attempt() {
    return isSet("previous") ? LoggedContainer.Attempt.PREVIOUS : LoggedContainer.Attempt.LATEST;
  }

  LogOptions options(InstantSource clock) throws KubeletFault {
    return new LogOptions(
        isSet("follow") ? LogOptions.Mode.FOLLOW : LogOptions.Mode.PRESENT,
        isSet("timestamps") ? LogOptions.Stamps.EACH_LINE : LogOptions.Stamps.NONE,
        streams(),
        since(clock),
        number("tailLines"),
        number("limitBytes"));
  }

  private boolean isSet(String name) {
    return exchange.parameter(name).filter(value -> !NO.contains(value)).isPresent();
  }

  private LogOptions.Streams streams() throws KubeletFault {
    var name = exchange.parameter("stream").orElse("");
    return switch (name) {
      case "", "All" -> LogOptions.Streams.ALL;
      case "Stdout" -> LogOptions.Streams.STDOUT;
      case "Stderr" -> LogOptions.Streams.STDERR;
      default -> throw invalid(name);
    };
  }

  private Optional<Instant> since(InstantSource clock) throws KubeletFault {
    var seconds = number("sinceSeconds");
    if (seconds.isPresent()) {
      return Optional.of(clock.instant().minus(Duration.ofSeconds(seconds.getAsLong())));
    }
    var time = exchange.parameter("sinceTime");
    return time.isPresent() ? Optional.of(time(time.get())) : Optional.empty();
  }

  private static Instant time(String text) throws KubeletFault {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException unreadable) {
      throw invalid(text);
    }
  }

  private OptionalLong number(String name) throws KubeletFault {
    var text = exchange.parameter(name).orElse("");
    try {
      return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException none) {
      throw invalid(text);
    }
  }

  private static KubeletFault invalid(String value) {
    return KubeletFault.badRequest("{\"message\": \"Unable to decode query: " + value + "\"}");
  }
}
