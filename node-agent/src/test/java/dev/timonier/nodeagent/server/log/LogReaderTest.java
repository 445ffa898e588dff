package dev.timonier.nodeagent.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LogReaderTest {
  private static final LogOptions ALL = LogOptions.ALL;
  private static final String LOG =
      """
      2026-01-01T00:00:01.000000001Z stdout F one
      2026-01-01T00:00:02.000000002Z stderr F two
      2026-01-01T00:00:03.000000003Z stdout P thr
      2026-01-01T00:00:03.000000004Z stdout F ee
      2026-01-01T00:00:04.000000005Z stdout F\s
      2026-01-01T00:00:05.000000006Z stdout F five
      """;

  @TempDir Path directory;
  private Path file;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @BeforeEach
  void writeLog() {
    file = directory.resolve("0.log");
    append(LOG);
  }

  private record Case(String name, LogOptions options, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Case> presentLogs() {
    return List.of(
        new Case("the whole log", ALL, "one\ntwo\nthree\n\nfive\n"),
        new Case("the last two lines", tail(2), "\nfive\n"),
        new Case("no line", tail(0), ""),
        new Case("more lines than there are", tail(99), "one\ntwo\nthree\n\nfive\n"),
        new Case("lines since a moment", since("2026-01-01T00:00:04Z"), "\nfive\n"),
        new Case("a moment is counted in", since("2026-01-01T00:00:05.000000006Z"), "five\n"),
        new Case("no more bytes than wanted", limit(6), "one\ntw"),
        new Case("one output of two", streams(LogOptions.Streams.STDERR), "two\n"),
        new Case(
            "times before whole lines, once for a line in parts",
            new LogOptions(
                ALL.mode(),
                LogOptions.Stamps.EACH_LINE,
                LogOptions.Streams.ALL,
                since("2026-01-01T00:00:03Z").since(),
                OptionalLong.empty(),
                OptionalLong.empty()),
            """
            2026-01-01T00:00:03.000000003Z three
            2026-01-01T00:00:04.000000005Z\s
            2026-01-01T00:00:05.000000006Z five
            """));
  }

  private static LogOptions tail(long lines) {
    return new LogOptions(
        ALL.mode(),
        ALL.stamps(),
        ALL.streams(),
        Optional.empty(),
        OptionalLong.of(lines),
        OptionalLong.empty());
  }

  private static LogOptions since(String time) {
    return new LogOptions(
        ALL.mode(),
        ALL.stamps(),
        ALL.streams(),
        Optional.of(Instant.parse(time)),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static LogOptions limit(long bytes) {
    return new LogOptions(
        ALL.mode(),
        ALL.stamps(),
        ALL.streams(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.of(bytes));
  }

  private static LogOptions streams(LogOptions.Streams streams) {
    return new LogOptions(
        ALL.mode(),
        ALL.stamps(),
        streams,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static LogOptions follow(OptionalLong tail) {
    return new LogOptions(
        LogOptions.Mode.FOLLOW,
        ALL.stamps(),
        ALL.streams(),
        Optional.empty(),
        tail,
        OptionalLong.empty());
  }

  @ParameterizedTest
  @MethodSource("presentLogs")
  void presentLogs(Case c) throws IOException {
    read(c.options, () -> false);

    assertThat(text()).isEqualTo(c.expected);
  }

  @Test
  void followedLogGivesWhatIsAddedUntilTheContainerHasEnded() throws IOException {
    read(
        follow(OptionalLong.of(1)),
        script(
            () -> append("2026-01-01T00:00:06Z stdout F si"),
            () -> append("x\n"),
            () -> append("2026-01-01T00:00:07Z stdout F last\n")));

    assertThat(text()).isEqualTo("five\nsix\nlast\n");
  }

  @Test
  void followedLogGoesOnAfterRotation() throws IOException {
    read(
        follow(OptionalLong.of(0)),
        script(
            () -> {
              append("2026-01-01T00:00:06Z stdout F before\n");
              rename("0.log.1");
            },
            () -> append("2026-01-01T00:00:07Z stdout F after\n"),
            () -> {
              rename("0.log.2");
              append("2026-01-01T00:00:08Z stdout F last\n");
            }));

    assertThat(text()).isEqualTo("before\nafter\nlast\n");
  }

  @Test
  void tailOfALogOfManyPiecesBeginsAtALine() throws IOException {
    var line = "2026-01-01T00:00:06Z stdout F " + "x".repeat(10_000) + "\n";
    append(line.repeat(20));

    read(tail(7), () -> false);

    assertThat(text()).isEqualTo(("x".repeat(10_000) + "\n").repeat(7));
  }

  private void read(LogOptions options, LogNews news) throws IOException {
    try (var reader = LogReader.open(file, options)) {
      reader.copyTo(output, news);
    }
  }

  /// Does one thing before each look; the last is the end of the container.
  private static LogNews script(Runnable... steps) {
    var left = new ArrayDeque<>(List.of(steps));
    return () -> {
      left.remove().run();
      return !left.isEmpty();
    };
  }

  private void append(String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void rename(String name) {
    try {
      Files.move(file, directory.resolve(name));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String text() {
    return output.toString(StandardCharsets.UTF_8);
  }
}
