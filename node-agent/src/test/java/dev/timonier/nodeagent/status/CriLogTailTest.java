package dev.timonier.nodeagent.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.status.TerminationMessageFiles.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriLogTailTest {
  private static final String TIME = "2026-01-01T00:00:00.000000000Z ";

  @TempDir private Path directory;

  private Path log(String... lines) throws IOException {
    return Files.writeString(
        directory.resolve("0.log"),
        IntStream.range(0, lines.length)
            .mapToObj(number -> TIME + lines[number] + "\n")
            .collect(Collectors.joining()));
  }

  @Test
  void partsOfALineAreJoined() throws IOException {
    var log = log("stdout P half ", "stdout F and half", "stderr F end");
    assertThat(CriLogTail.read(log, new LogTail(80, 2048))).isEqualTo("half and half\nend\n");
  }

  @Test
  void onlyTheLastLinesAreRead() throws IOException {
    var log = log("stdout F one", "stdout F two", "stdout F three");
    assertThat(CriLogTail.read(log, new LogTail(2, 2048))).isEqualTo("two\nthree\n");
  }

  @Test
  void onlyTheLastBytesAreRead() throws IOException {
    var log = log("stdout F 0123456789", "stdout F abc");
    assertThat(CriLogTail.read(log, new LogTail(80, 6))).isEqualTo("9\nabc\n");
  }
}
