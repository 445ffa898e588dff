package dev.timonier.machinery.informer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final String LONG = "x".repeat(20_000);

  @Test
  void linesComeOneByOneHoweverTheyArrive() throws IOException {
    assertThat(lines("a\nbc\nd\n")).containsExactly("a", "bc", "d");
    assertThat(lines("a\nb", "c", "\nd\n")).containsExactly("a", "bc", "d");
  }

  @Test
  void lineMayBeLongerThanTheBuffer() throws IOException {
    assertThat(lines("a\n" + LONG + "\nb\n")).containsExactly("a", LONG, "b");
    assertThat(lines(LONG, LONG + "\n" + LONG + "\n")).containsExactly(LONG + LONG, LONG);
  }

  @Test
  void emptyLinesAreSkipped() throws IOException {
    assertThat(lines("\n\na\n", "\n", "b\n\n")).containsExactly("a", "b");
  }

  @Test
  void lineThatBreaksOffIsNone() throws IOException {
    assertThat(lines("a\nb")).containsExactly("a");
    assertThat(lines("")).isEmpty();
  }

  private static List<String> lines(String... parts) throws IOException {
    var streams =
        Arrays.stream(parts)
            .<InputStream>map(part -> new ByteArrayInputStream(part.getBytes(UTF_8)))
            .toList();
    var reader = new LineReader(new SequenceInputStream(Collections.enumeration(streams)));
    var lines = new ArrayList<String>();
    for (var line = reader.next(); line.length > 0; line = reader.next()) {
      lines.add(new String(line, UTF_8));
    }
    return lines;
  }
}
