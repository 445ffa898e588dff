package dev.timonier.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.controllers.ManagerConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ControllerFlagsTest {
  private static final String UNUSED = "--legacy-service-account-token-clean-up-period=";

  private static ManagerConfiguration configuration(String... arguments) {
    var flags = new ControllerFlags();
    new CommandLine(flags).parseArgs(arguments);
    return flags.addTo(ManagerConfiguration.DEFAULT);
  }

  @Test
  void withoutFlagsControllersRunAsEverywhere() {
    assertThat(configuration()).isEqualTo(ManagerConfiguration.DEFAULT);
  }

  @Test
  void tokensMayBeUnusedForAsLongAsIsSaid() {
    assertThat(configuration(UNUSED + "48h").unusedTokens()).isEqualTo(Duration.ofDays(2));
    assertThatThrownBy(() -> configuration(UNUSED + "0s"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("must be greater than zero");
  }
}
