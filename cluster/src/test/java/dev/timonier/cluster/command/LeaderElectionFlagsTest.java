package dev.timonier.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.timonier.cluster.LeaderElection;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LeaderElectionFlagsTest {
  private static final LeaderElection USUAL =
      new LeaderElection(
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          "kube-scheduler",
          "kube-system");

  private static Optional<LeaderElection> election(String... arguments) {
    return CommandLine.populateCommand(new LeaderElectionFlags(), arguments).of(USUAL);
  }

  @Test
  void componentsAreElectedUnlessToldOtherwise() {
    assertThat(election()).contains(USUAL);
    assertThat(election("--leader-elect")).contains(USUAL);
    assertThat(election("--leader-elect=false")).isEmpty();
  }

  @Test
  void durationsMustMakeSenseTogether() {
    assertThat(election("--leader-elect-lease-duration=1m"))
        .hasValueSatisfying(e -> assertThat(e.leaseDuration()).isEqualTo(Duration.ofMinutes(1)));
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> election("--leader-elect-lease-duration=10s"))
        .withMessageContaining("must be greater than --leader-elect-renew-deadline");
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> election("--leader-elect-renew-deadline=2s"))
        .withMessageContaining("must be greater than --leader-elect-retry-period");
  }

  @Test
  void leaseMayHaveAnotherName() {
    assertThat(
            election("--leader-elect-resource-name=mine", "--leader-elect-resource-namespace=ours"))
        .hasValueSatisfying(
            e -> {
              assertThat(e.name()).isEqualTo("mine");
              assertThat(e.namespace()).isEqualTo("ours");
            });
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> election("--leader-elect-resource-name="))
        .withMessage("--leader-elect-resource-name is required");
  }
}
