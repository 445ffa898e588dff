package dev.timonier.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class DurationFlagTest {
  private static final String FLAG = "--etcd-compaction-interval";

  private final ServerFlags flags = new ServerFlags();
  private final CommandLine line = new CommandLine(flags);

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "90m, PT1H30M", "5m0s, PT5M", "0, PT0S"})
  void isReadAsGoWritesIt(String given, Duration meant) {
    line.parseArgs(FLAG, given);
    assertThat(flags.options().history()).isEqualTo(meant);
  }

  @Test
  void whatIsNoDurationIsRefusedInGosWords() {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> line.parseArgs(FLAG, "5M"))
        .withMessageContaining(FLAG)
        .withMessageContaining("time: unknown unit \"M\" in duration \"5M\"");
  }
}
