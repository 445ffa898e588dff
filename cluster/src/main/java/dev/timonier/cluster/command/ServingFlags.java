package dev.timonier.cluster.command;

import dev.timonier.server.Serving;
import dev.timonier.server.admission.AdmissionConfiguration;
import dev.timonier.server.filter.RequestLimits;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How an API server treats those who ask it.
final class ServingFlags {
  @Option(
      names = "--request-timeout",
      paramLabel = "D",
      converter = DurationFlag.class,
      defaultValue = "1m0s",
      description =
          "how long a request may take that is no watch and the like (default: ${DEFAULT-VALUE})")
  private Duration timeout = Duration.ZERO;

  @Option(
      names = "--max-requests-inflight",
      paramLabel = "N",
      defaultValue = "400",
      description =
          "how many requests that only read may be under way; 0 for any number (default:"
              + " ${DEFAULT-VALUE})")
  private int readOnly;

  @Option(
      names = "--max-mutating-requests-inflight",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "how many requests that write may be under way; 0 for any number (default:"
              + " ${DEFAULT-VALUE})")
  private int mutating;

  @Option(
      names = "--goaway-chance",
      paramLabel = "F",
      defaultValue = "0",
      description =
          "how likely a request makes its client connect anew, perhaps to another server, from 0 to"
              + " 0.02 (default: ${DEFAULT-VALUE})")
  private double goawayChance;

  @Option(
      names = "--shutdown-delay-duration",
      paramLabel = "D",
      converter = DurationFlag.class,
      defaultValue = "0s",
      description =
          "for how long a server that ends still serves and says that it is not ready (default:"
              + " ${DEFAULT-VALUE})")
  private Duration shutdownDelay = Duration.ZERO;

  @Option(
      names = "--admission-control-config-file",
      paramLabel = "FILE",
      description = "how admission plugins are set up (AdmissionConfiguration)")
  private @Nullable Path admissionFile;

  /// @throws CommandFailure when a flag has a value that it may not have
  Serving serving() {
    CommandFailure.unless(timeout.isPositive(), "--request-timeout must be positive");
    CommandFailure.unless(readOnly >= 0, "--max-requests-inflight can not be negative value");
    CommandFailure.unless(
        mutating >= 0, "--max-mutating-requests-inflight can not be negative value");
    CommandFailure.unless(
        goawayChance >= 0 && goawayChance <= 0.02,
        "--goaway-chance can not be less than 0 or greater than 0.02");
    CommandFailure.unless(
        !shutdownDelay.isNegative(), "--shutdown-delay-duration can not be negative value");
    return new Serving(
        new RequestLimits(timeout, readOnly, mutating), goawayChance, shutdownDelay, admission());
  }

  private AdmissionConfiguration admission() {
    if (admissionFile == null) {
      return AdmissionConfiguration.DEFAULT;
    }
    try {
      return AdmissionConfiguration.read(admissionFile);
    } catch (UncheckedIOException e) {
      throw new CommandFailure(admissionFile + " cannot be read");
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--admission-control-config-file: " + e.getMessage());
    }
  }
}
