package dev.timonier.cluster.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Keeps two processes from running one cluster, or one node. The lock ends with the process that
/// holds it, however that ends; its file names the process.
public final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private DirectoryLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /// Takes the lock of the cluster for this process.
  ///
  /// @throws UnusableDirectory that names the holder when there is one
  public static DirectoryLock take(DataDirectory directory) {
    return take(directory.lock(), directory.root());
  }

  /// Takes the lock of the node, whose cluster may be run by another process.
  ///
  /// @throws UnusableDirectory that names the holder when there is one
  public static DirectoryLock takeNode(DataDirectory directory) {
    return take(directory.nodeLock(), directory.node());
  }

  private static DirectoryLock take(Path file, Path what) {
    try {
      var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      var lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new UnusableDirectory(what + " is in use by process " + readPid(file));
      }
      writePid(channel);
      return new DirectoryLock(channel, lock);
    } catch (IOException e) {
      throw new UnusableDirectory(what + " cannot be locked: " + e.getMessage());
    }
  }

  /// The process that runs the cluster; empty when nobody does.
  public static OptionalLong holder(DataDirectory directory) {
    return holder(directory.lock(), directory.root());
  }

  /// The process that runs the node; empty when nobody does.
  public static OptionalLong nodeHolder(DataDirectory directory) {
    return holder(directory.nodeLock(), directory.node());
  }

  private static OptionalLong holder(Path file, Path what) {
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var lock = tryLock(channel);
      if (lock != null) {
        lock.release();
        return OptionalLong.empty();
      }
      return OptionalLong.of(Long.parseLong(readPid(file)));
    } catch (IOException | NumberFormatException e) {
      throw new UnusableDirectory(what + " cannot be locked: " + e.getMessage());
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String readPid(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  private static void writePid(FileChannel channel) throws IOException {
    var pid = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
    channel.force(true);
  }

  @Override
  public void close() {
    try (channel) {
      lock.release();
    } catch (IOException e) {
      throw new UnusableDirectory("the lock cannot be given back: " + e.getMessage());
    }
  }
}
