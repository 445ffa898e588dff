package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Durability;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;

/// A store's directory: who may use it, and whether it is one that we understand.
///
/// ```
/// format         says that this is a store, and of which format
/// lock           is locked by the process that uses the store, and holds its pid
/// acknowledged   the last revision whose durability was acknowledged (see AcknowledgedMark)
/// db/            the database
/// db.replacement, replacing   a rollback that is under way
/// frozen-*       files that another process is about to open (see FrozenFiles)
/// ```
final class StoreDirectory implements AutoCloseable {
  static final int FORMAT = 1;
  private static final String NAME = "timonier-store";
  private static final String ACKNOWLEDGED = "acknowledged";
  private static final String REPLACEMENT = "db.replacement";
  private static final String REPLACING = "replacing";
  private static final String UNFINISHED = ".new";
  private static final Set<String> LEFT_BY_A_CRASH =
      Set.of("lock", ACKNOWLEDGED, ACKNOWLEDGED + UNFINISHED, "format" + UNFINISHED);

  private final Path path;
  private final FileChannel lock;

  private StoreDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Takes a directory for this process alone. One that does not exist or is empty becomes a store.
  ///
  /// @throws StoreException.Unavailable when it is in use or not accessible
  /// @throws StoreException.Corrupt when it is not a store of this format
  static StoreDirectory open(Path path) {
    try {
      Files.createDirectories(path);
      checkFormat(path);
      return new StoreDirectory(path, locked(path)).prepared();
    } catch (IOException e) {
      throw inaccessible(path, e);
    }
  }

  Path path() {
    return path;
  }

  Path database() {
    return path.resolve("db");
  }

  Path acknowledged() {
    return path.resolve(ACKNOWLEDGED);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw inaccessible(path, e);
    }
  }

  /// Replaces the database by a copy of another. Once the copy is complete, a file says so; if the
  /// rest is cut off, it is done when the directory is opened next.
  void replaceDatabase(Path source, Revision acknowledged) throws IOException {
    var replacement = path.resolve(REPLACEMENT);
    StoreFiles.deleteAll(replacement);
    StoreFiles.copyDatabase(source, replacement, Durability.FULL);
    write(path.resolve(REPLACING), AcknowledgedMark.encoded(acknowledged));
    finishReplacing();
  }

  private void finishReplacing() throws IOException {
    var intent = path.resolve(REPLACING);
    if (!Files.exists(intent)) {
      return;
    }
    if (Files.exists(path.resolve(REPLACEMENT))) {
      StoreFiles.deleteAll(database());
      Files.move(path.resolve(REPLACEMENT), database(), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(intent, path.resolve(ACKNOWLEDGED), StandardCopyOption.ATOMIC_MOVE);
    StoreFiles.syncEntries(path, Durability.FULL);
  }

  /// Marks a directory as a store. The file `format` comes last: with it the store is complete.
  static void mark(Path path, Revision acknowledged) throws IOException {
    var text = NAME + "\nformat=" + FORMAT + "\n";
    var mark = path.resolve(ACKNOWLEDGED);
    if (!Files.exists(mark)) {
      write(mark, AcknowledgedMark.encoded(acknowledged));
    }
    write(path.resolve("format"), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Makes a file that is there completely or not at all, also after a power cut.
  private static void write(Path file, ByteBuffer content) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + UNFINISHED);
    try (var channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(content);
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    StoreFiles.syncEntries(Objects.requireNonNull(file.getParent()), Durability.FULL);
  }

  static StoreException inaccessible(Path path, IOException cause) {
    var reason =
        switch (cause) {
          case AccessDeniedException denied -> "access denied to " + denied.getFile();
          case FileSystemException failure when failure.getReason() != null ->
              failure.getFile() + ": " + failure.getReason();
          default -> cause.toString();
        };
    var message = path + " cannot be used: " + reason;
    return new StoreException.Unavailable(message, Outcome.NOT_APPLIED, cause);
  }

  private StoreDirectory prepared() throws IOException {
    try {
      markIfNew();
      finishReplacing();
      FrozenFiles.deleteLeftovers(path);
      return this;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private void markIfNew() throws IOException {
    if (!Files.exists(path.resolve("format"))) {
      mark(path, Revision.FIRST);
    }
  }

  private static void checkFormat(Path path) throws IOException {
    var file = path.resolve("format");
    if (!Files.exists(file)) {
      checkEmpty(path);
      return;
    }
    var lines = Files.readAllLines(file);
    if (lines.size() != 2 || !lines.get(0).equals(NAME) || !lines.get(1).startsWith("format=")) {
      throw corrupt(path, "its file \"format\" is damaged");
    }
    checkVersion(path, lines.get(1).substring("format=".length()));
  }

  private static void checkVersion(Path path, String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw corrupt(path, "its file \"format\" is damaged");
    }
    var format = Integer.parseInt(text);
    if (format != FORMAT) {
      var age = format > FORMAT ? "a newer" : "an older";
      throw corrupt(
          path, age + " version wrote it, in format " + format + "; this one reads " + FORMAT);
    }
  }

  private static void checkEmpty(Path path) throws IOException {
    try (var entries = Files.list(path)) {
      if (entries.anyMatch(entry -> !LEFT_BY_A_CRASH.contains(name(entry)))) {
        throw corrupt(path, "it holds other files than those of a store");
      }
    }
  }

  private static String name(Path entry) {
    return entry.getFileName().toString();
  }

  private static StoreException corrupt(Path path, String reason) {
    return new StoreException.Corrupt(
        path + " is not a usable store: " + reason, Outcome.NOT_APPLIED, null);
  }

  private static FileChannel locked(Path path) throws IOException {
    var file = path.resolve("lock");
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (isFree(channel)) {
        var pid = ProcessHandle.current().pid() + "\n";
        channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        return channel;
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw inUse(path, Files.readString(file).strip());
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static StoreException inUse(Path path, String pid) {
    var holder = pid.isEmpty() ? "another process" : "process " + pid;
    return new StoreException.Unavailable(
        "the store in " + path + " is in use by " + holder, Outcome.NOT_APPLIED, null);
  }
}
