package dev.timonier.nodeagent.server.log;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Writes the entries that were asked for, in the form that was asked for.
final class LogOutput {
  private static final int BUFFER = 32 << 10;

  private final LogOptions options;
  private final OutputStream target;
  private final Instant since;
  private long room;
  private boolean lineBegins = true;

  LogOutput(LogOptions options, OutputStream target) {
    this.options = options;
    this.target = new BufferedOutputStream(target, BUFFER);
    this.since = options.since().orElse(Instant.MIN);
    this.room = options.limitBytes().orElse(Long.MAX_VALUE);
  }

  void write(LogEntry entry) throws IOException {
    if (isWanted(entry)) {
      if (options.stamps() == LogOptions.Stamps.EACH_LINE && lineBegins) {
        limited((entry.time() + " ").getBytes(StandardCharsets.UTF_8));
      }
      limited(entry.content());
    }
    lineBegins = entry.endsLine();
  }

  private boolean isWanted(LogEntry entry) {
    var streamFits =
        switch (options.streams()) {
          case ALL -> true;
          case STDOUT -> entry.stream().equals("stdout");
          case STDERR -> entry.stream().equals("stderr");
        };
    return streamFits && (options.since().isEmpty() || !entry.isBefore(since));
  }

  private void limited(byte[] bytes) throws IOException {
    var count = (int) Math.min(bytes.length, room);
    target.write(bytes, 0, count);
    room -= count;
  }

  /// Whether as much was written as may be.
  boolean isFull() {
    return room == 0;
  }

  void flush() throws IOException {
    target.flush();
  }
}
