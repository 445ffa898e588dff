package dev.timonier.nodeagent.status;

import dev.timonier.nodeagent.status.TerminationMessageFiles.LogTail;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Reads the end of a container's log, which is in CRI's format: `2026-01-01T00:00:00.000000000Z
/// stdout F the line`, with `P` for a part of a line.
public final class CriLogTail {
  /// Each line of a log has a time before it.
  private static final int MOST_OVERHEAD = 64;

  private CriLogTail() {}

  /// What the container said last; an explanation when it cannot be read.
  public static String read(Path log, LogTail wanted) {
    try {
      var text = text(end(log, wanted.bytes() + wanted.lines() * MOST_OVERHEAD), wanted.lines());
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      var from = Math.max(0, bytes.length - wanted.bytes());
      return new String(Arrays.copyOfRange(bytes, from, bytes.length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "Error on reading termination message from logs: " + e.getMessage();
    }
  }

  /// Without the first line when it was cut.
  private static String end(Path log, int length) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      var start = Math.max(0, file.length() - length);
      file.seek(start);
      var bytes = new byte[(int) (file.length() - start)];
      file.readFully(bytes);
      var text = new String(bytes, StandardCharsets.UTF_8);
      return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }

  private static String text(String lines, int most) {
    var last = new ArrayDeque<String>();
    for (var line : lines.lines().toList()) {
      last.add(content(line));
      if (last.size() > most) {
        last.removeFirst();
      }
    }
    return last.stream().collect(Collectors.joining());
  }

  private static String content(String line) {
    var fields = line.split(" ", 4);
    if (fields.length < 4) {
      return "";
    }
    return fields[2].startsWith("P") ? fields[3] : fields[3] + "\n";
  }
}
