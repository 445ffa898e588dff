package dev.timonier.cluster.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
  @CsvSource({"500ms, 500ms", "90m, 1h30m0s", "5m0s, 5m0s", "0, 0s"})
  void anotherProcessIsToldTheSameDuration(String given, String told) {
    line.parseArgs(FLAG, given);
    assertThat(flags.arguments()).containsSubsequence(FLAG, told);
  }

  @Test
  void whatIsNoDurationIsRefusedInGosWords() {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> line.parseArgs(FLAG, "5M"))
        .withMessageContaining(FLAG)
        .withMessageContaining("time: unknown unit \"M\" in duration \"5M\"");
  }
}
