package dev.timonier.nodeagent.server.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/// A log file that may grow while it is read, and be replaced by a new one of the same name.
final class LogFile implements AutoCloseable {
  private static final int PIECE = 32 << 10;

  private final Path path;
  private Object identity;
  private FileChannel channel;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private ByteBuffer piece = ByteBuffer.allocate(0);

  private LogFile(Path path, Object identity, FileChannel channel) {
    this.path = path;
    this.identity = identity;
    this.channel = channel;
  }

  static LogFile open(Path path) throws IOException {
    return new LogFile(path, identity(path), FileChannel.open(path));
  }

  /// Goes on with the file that has replaced this one, and that one alone: when it is replaced
  /// while it is opened, the identity of its predecessor says so.
  void switchToReplacement() throws IOException {
    channel.close();
    identity = identity(path);
    channel = FileChannel.open(path);
  }

  private static Object identity(Path path) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(path, BasicFileAttributes.class).fileKey(), "no i-nodes here");
  }

  /// Whether the path leads to another file by now. While it leads to none, one is about to come.
  boolean wasReplaced() throws IOException {
    try {
      return !identity(path).equals(identity);
    } catch (NoSuchFileException between) {
      return false;
    }
  }

  /// Goes to where the last lines begin.
  void seekTail(long lines) throws IOException {
    channel.position(tailStart(lines));
  }

  private long tailStart(long lines) throws IOException {
    var end = channel.size();
    var missing = lines + 1;
    while (end > 0) {
      var start = Math.max(0, end - PIECE);
      var bytes = read(start, (int) (end - start));
      for (var i = bytes.length - 1; i >= 0; i--) {
        if (bytes[i] == '\n' && --missing == 0) {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  private byte[] read(long start, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) > 0) {
      // until the piece is whole
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /// The next whole line, without its line feed; empty at the present end of the file.
  Optional<byte[]> nextLine() throws IOException {
    while (fill()) {
      var octet = piece.get();
      if (octet == '\n') {
        return Optional.of(takeLine());
      }
      line.write(octet);
    }
    return Optional.empty();
  }

  private boolean fill() throws IOException {
    if (piece.hasRemaining()) {
      return true;
    }
    piece = ByteBuffer.allocate(PIECE);
    channel.read(piece);
    piece.flip();
    return piece.hasRemaining();
  }

  private byte[] takeLine() {
    var bytes = line.toByteArray();
    line.reset();
    return bytes;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
