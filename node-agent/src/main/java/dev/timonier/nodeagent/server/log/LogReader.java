package dev.timonier.nodeagent.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the log of one container for one client.
public final class LogReader {
  private final Path path;
  private final LogOptions options;
  private final LogOutput output;
  private long linesLeft;

  public LogReader(Path path, LogOptions options, OutputStream target) {
    this.path = path;
    this.options = options;
    this.output = new LogOutput(options, target);
    this.linesLeft = linesAtMost(options);
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
  public void run(LogNews news) throws IOException {
    try (var file = LogFile.open(path)) {
      if (options.tailLines().isPresent()) {
        file.seekTail(options.tailLines().getAsLong());
      }
      switch (options.mode()) {
        case PRESENT -> copy(file);
        case FOLLOW -> follow(file, news);
      }
    }
  }

  private void follow(LogFile file, LogNews news) throws IOException {
    do {
      copyAll(file);
    } while (!output.isFull() && news.await());
    copyAll(file);
  }

  /// After a rotation: the rest of the old file, then the new one.
  private void copyAll(LogFile file) throws IOException {
    copy(file);
    while (file.wasReplaced()) {
      copy(file);
      file.switchToReplacement();
      copy(file);
    }
  }

  private void copy(LogFile file) throws IOException {
    var more = true;
    while (more && linesLeft > 0 && !output.isFull()) {
      var line = file.nextLine();
      more = line.isPresent();
      write(line.flatMap(LogEntry::parse));
    }
    output.flush();
  }

  private void write(Optional<LogEntry> entry) throws IOException {
    if (entry.isPresent()) {
      output.write(entry.get());
      linesLeft--;
    }
  }
}
