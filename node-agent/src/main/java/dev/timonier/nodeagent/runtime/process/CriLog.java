package dev.timonier.nodeagent.runtime.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a container's output in the log format of the Container Runtime Interface:
///
/// ```
/// 2016-10-06T00:17:09.669794202Z stdout F a line
/// 2016-10-06T00:17:09.669794203Z stderr P the first 16 KiB of a long line
/// ```
///
/// Only one thread uses it.
final class CriLog implements AutoCloseable {
  /// The two outputs of a process.
  enum Stream {
    STDOUT("stdout"),
    STDERR("stderr");

    private final String word;

    Stream(String word) {
      this.word = word;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(CriLog.class);
  private static final int LONGEST_LINE = 16 << 10;
  private static final String FULL = "F";
  private static final String PARTIAL = "P";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

  private final Path path;
  private final InstantSource time;
  private final Map<Stream, ByteArrayOutputStream> lines = new EnumMap<>(Stream.class);
  private OutputStream file;
  private boolean broken;

  CriLog(Path path, InstantSource time) throws IOException {
    this.path = path;
    this.time = time;
    this.file = open(path);
    for (var stream : Stream.values()) {
      lines.put(stream, new ByteArrayOutputStream());
    }
  }

  private static OutputStream open(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /// Takes what a process wrote.
  void write(Stream stream, byte[] bytes) {
    var entries = new ByteArrayOutputStream(bytes.length + 128);
    var start = 0;
    for (var i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        add(entries, stream, bytes, start, i);
        entry(entries, stream, FULL);
        start = i + 1;
      }
    }
    add(entries, stream, bytes, start, bytes.length);
    flush(entries);
  }

  /// Adds to the current line; what is too long for one becomes partial entries.
  private void add(ByteArrayOutputStream entries, Stream stream, byte[] bytes, int from, int to) {
    var line = line(stream);
    for (var at = from; at < to; ) {
      if (line.size() == LONGEST_LINE) {
        entry(entries, stream, PARTIAL);
      }
      var length = Math.min(to - at, LONGEST_LINE - line.size());
      line.write(bytes, at, length);
      at += length;
    }
  }

  private void entry(ByteArrayOutputStream entries, Stream stream, String tag) {
    var line = line(stream);
    var start = TIME.format(time.instant()) + " " + stream.word + " " + tag + " ";
    entries.writeBytes(start.getBytes(StandardCharsets.UTF_8));
    entries.writeBytes(line.toByteArray());
    entries.write('\n');
    line.reset();
  }

  private ByteArrayOutputStream line(Stream stream) {
    return Objects.requireNonNull(lines.get(stream));
  }

  /// A full disk costs log lines, not the container.
  private void flush(ByteArrayOutputStream entries) {
    try {
      entries.writeTo(file);
      broken = false;
    } catch (IOException failure) {
      if (!broken) {
        LOG.warn("cannot write {}: {}", path, failure.getMessage());
      }
      broken = true;
    }
  }

  /// Ends the current lines, which did not end by themselves.
  void end() {
    var entries = new ByteArrayOutputStream();
    for (var stream : Stream.values()) {
      if (line(stream).size() > 0) {
        entry(entries, stream, PARTIAL);
      }
    }
    flush(entries);
  }

  /// Begins a new file at the path, after the old one was renamed.
  void reopen() throws IOException {
    var old = file;
    file = open(path);
    old.close();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failure) {
      LOG.debug("cannot close {}: {}", path, failure.getMessage());
    }
  }
}
