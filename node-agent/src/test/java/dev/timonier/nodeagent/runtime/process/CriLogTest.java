package dev.timonier.nodeagent.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriLogTest {
  private static final InstantSource TIME =
      InstantSource.fixed(Instant.parse("2016-10-06T00:17:09.669794202Z"));
  private static final String START = "2016-10-06T00:17:09.669794202Z stdout ";

  @TempDir Path directory = Path.of("");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private CriLog open() throws IOException {
    return new CriLog(directory.resolve("a/0.log"), TIME);
  }

  @Test
  void linesOfBothStreamsAreTold() throws IOException {
    try (var log = open()) {
      log.write(CriLog.Stream.STDOUT, bytes("one\ntw"));
      log.write(CriLog.Stream.STDERR, bytes("trouble\n"));
      log.write(CriLog.Stream.STDOUT, bytes("o\n\n"));
    }

    assertThat(directory.resolve("a/0.log"))
        .hasContent(
            START
                + "F one\n2016-10-06T00:17:09.669794202Z stderr F trouble\n"
                + START
                + "F two\n"
                + START
                + "F \n");
  }

  @Test
  void longLineIsSplitIntoPartialEntries() throws IOException {
    try (var log = open()) {
      log.write(CriLog.Stream.STDOUT, bytes("x".repeat(16384) + "y\n" + "z".repeat(16384) + "\n"));
    }

    assertThat(Files.readAllLines(directory.resolve("a/0.log")))
        .containsExactly(
            START + "P " + "x".repeat(16384), START + "F y", START + "F " + "z".repeat(16384));
  }

  @Test
  void lineThatNeverEndsIsPartial() throws IOException {
    try (var log = open()) {
      log.write(CriLog.Stream.STDOUT, bytes("prompt> "));
      log.end();
    }

    assertThat(directory.resolve("a/0.log")).hasContent(START + "P prompt> \n");
  }

  @Test
  void renamedLogBeginsAnew() throws IOException {
    try (var log = open()) {
      log.write(CriLog.Stream.STDOUT, bytes("old\n"));
      Files.move(directory.resolve("a/0.log"), directory.resolve("a/0.log.1"));
      log.reopen();
      log.write(CriLog.Stream.STDOUT, bytes("new\n"));
    }

    assertThat(directory.resolve("a/0.log.1")).hasContent(START + "F old\n");
    assertThat(directory.resolve("a/0.log")).hasContent(START + "F new\n");
  }

  @Property(tries = 50)
  void nothingIsLostHoweverItArrives(
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 40) String text, @ForAll int cut)
      throws IOException {
    var lines = text.replace('b', '\n') + "\n";
    var at = Math.floorMod(cut, lines.length());
    var file = Files.createTempFile("log", "");
    try (var log = new CriLog(file, TIME)) {
      log.write(CriLog.Stream.STDOUT, bytes(lines.substring(0, at)));
      log.write(CriLog.Stream.STDOUT, bytes(lines.substring(at)));
    }
    var told = new ByteArrayOutputStream();
    for (var line : Files.readAllLines(file)) {
      told.writeBytes(bytes(line.split(" ", 4)[3] + "\n"));
    }
    Files.delete(file);

    assertThat(told.toString(StandardCharsets.UTF_8)).isEqualTo(lines);
  }
}
