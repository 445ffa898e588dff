package dev.timonier.nodeagent.server.log;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

/// One line of a log file in the format of the Container Runtime Interface:
///
/// ```
/// 2016-10-06T00:17:09.669794202Z stdout F a line
/// 2016-10-06T00:17:09.669794203Z stderr P the first 16 KiB of a long line
/// ```
///
/// @param time as the file has it
/// @param content what the container wrote; with its line feed, if the line was whole
record LogEntry(String time, String stream, byte[] content) {
  private static final byte DELIMITER = ' ';

  /// Reads a line; empty when it is none of this format.
  ///
  /// @param line without its line feed
  static Optional<LogEntry> parse(byte[] line) {
    var time = indexOf(line, 0);
    var stream = indexOf(line, time + 1);
    var tags = indexOf(line, stream + 1);
    if (time <= 0 || stream < 0 || tags < 0) {
      return Optional.empty();
    }
    var tag = text(line, stream + 1, tags).split(":", 2)[0];
    return Optional.of(
        new LogEntry(
            text(line, 0, time),
            text(line, time + 1, stream),
            content(Arrays.copyOfRange(line, tags + 1, line.length), tag)));
  }

  private static int indexOf(byte[] line, int from) {
    for (var i = from; i < line.length; i++) {
      if (line[i] == DELIMITER) {
        return i;
      }
    }
    return -1;
  }

  private static String text(byte[] line, int from, int to) {
    return new String(line, from, to - from, StandardCharsets.UTF_8);
  }

  private static byte[] content(byte[] bytes, String tag) {
    if (tag.equals("P")) {
      return bytes;
    }
    var withEnd = Arrays.copyOf(bytes, bytes.length + 1);
    withEnd[bytes.length] = '\n';
    return withEnd;
  }

  boolean isBefore(Instant moment) {
    try {
      return OffsetDateTime.parse(time).toInstant().isBefore(moment);
    } catch (DateTimeException unreadable) {
      return false;
    }
  }

  boolean endsLine() {
    return content.length == 0 || content[content.length - 1] == '\n';
  }
}
