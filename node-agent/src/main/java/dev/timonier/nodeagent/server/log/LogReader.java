package dev.timonier.nodeagent.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the log of one container for one client. What is added after it was opened is not missed.
public final class LogReader implements AutoCloseable {
  private final LogOptions options;
  private final LogFile file;
  private long linesLeft;

  private LogReader(LogOptions options, LogFile file) {
    this.options = options;
    this.file = file;
    this.linesLeft = linesAtMost(options);
  }

  /// Opens a log at the place where to begin.
  public static LogReader open(Path path, LogOptions options) throws IOException {
    var file = LogFile.open(path);
    if (options.tailLines().isPresent()) {
      file.seekTail(options.tailLines().getAsLong());
    }
    return new LogReader(options, file);
  }

  /// Who asks for the last lines gets no more, however many are added meanwhile.
  private static long linesAtMost(LogOptions options) {
    return options.mode() == LogOptions.Mode.FOLLOW
        ? Long.MAX_VALUE
        : options.tailLines().orElse(Long.MAX_VALUE);
  }

  /// Writes what was asked for.
  ///
  /// @param news asked only when the log is to be followed
  public void copyTo(OutputStream target, LogNews news) throws IOException {
    var output = new LogOutput(options, target);
    switch (options.mode()) {
      case PRESENT -> copy(output);
      case FOLLOW -> follow(output, news);
    }
  }

  private void follow(LogOutput output, LogNews news) throws IOException {
    do {
      copyAll(output);
    } while (!output.isFull() && news.await());
    copyAll(output);
  }

  /// After a rotation: the rest of the old file, then the new one.
  private void copyAll(LogOutput output) throws IOException {
    copy(output);
    while (file.wasReplaced()) {
      copy(output);
      file.switchToReplacement();
      copy(output);
    }
  }

  private void copy(LogOutput output) throws IOException {
    var more = true;
    while (more && linesLeft > 0 && !output.isFull()) {
      var line = file.nextLine();
      more = line.isPresent();
      write(output, line.flatMap(LogEntry::parse));
    }
    output.flush();
  }

  private void write(LogOutput output, Optional<LogEntry> entry) throws IOException {
    if (entry.isPresent()) {
      output.write(entry.get());
      linesLeft--;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
