package dev.timonier.cluster.command;

import dev.timonier.controllers.ManagerConfiguration;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How the controllers run.
final class ControllerFlags {
  @Mixin private SigningFlags signing = new SigningFlags();

  @Option(
      names = "--legacy-service-account-token-clean-up-period",
      paramLabel = "D",
      converter = DurationFlag.class,
      defaultValue = "8760h0m0s",
      description =
          "how long a service account's token that lies in a Secret may be unused until it is"
              + " marked as invalid, and as long again until it is deleted (default:"
              + " ${DEFAULT-VALUE})")
  private Duration unusedTokens = Duration.ZERO;

  /// @throws CommandFailure when a file cannot be read, or a duration makes no sense
  ManagerConfiguration addTo(ManagerConfiguration configuration) {
    if (!unusedTokens.isPositive()) {
      throw new CommandFailure(
          "--legacy-service-account-token-clean-up-period must be greater than zero");
    }
    return configuration
        .withKeys(signing.addTo(configuration.keys()))
        .withUnusedTokens(unusedTokens);
  }
}
