package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Durability;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/// Copies, shares and deletes the files of a database.
final class StoreFiles {
  private StoreFiles() {}

  /// @throws StoreException.Unavailable when there is something at this path already
  static void requireEmpty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var entries = Files.list(directory)) {
      if (entries.findAny().isPresent()) {
        throw new StoreException.Unavailable(
            directory + " is not empty", Outcome.NOT_APPLIED, null);
      }
    }
  }

  /// Copies all files of a database that nobody uses.
  static void copyDatabase(Path source, Path target, Durability durability) throws IOException {
    Files.createDirectories(target);
    try (var files = Files.list(source)) {
      for (var file : files.toList()) {
        if (isPartOfADatabase(file)) {
          share(file, target.resolve(name(file)), durability);
        }
      }
    }
    syncEntries(target, durability);
  }

  /// Makes what is in a directory durable if that is wanted.
  static void syncEntries(Path directory, Durability durability) throws IOException {
    if (durability == Durability.FULL) {
      try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /// Makes the same content appear at another place, without copying it if it never changes.
  static void share(Path source, Path target, Durability durability) throws IOException {
    if (name(source).endsWith(".sst")) {
      link(source, target, durability);
    } else {
      copy(source, target, Long.MAX_VALUE, durability);
    }
  }

  /// Makes a file appear at another place too, or a copy of it where there are no links.
  static void link(Path source, Path target, Durability durability) throws IOException {
    try {
      Files.createLink(target, source);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException _) {
      copy(source, target, Long.MAX_VALUE, durability); // another disk, or one without links
    }
  }

  /// Copies at most so many bytes.
  static void copy(Path source, Path target, long most, Durability durability) throws IOException {
    try (var in = FileChannel.open(source, StandardOpenOption.READ);
        var out =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var size = Math.min(in.size(), most);
      for (var position = 0L; position < size; ) {
        position += in.transferTo(position, size - position, out);
      }
      if (durability == Durability.FULL) {
        out.force(true);
      }
    }
  }

  static void deleteAll(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  static boolean isPartOfADatabase(Path file) {
    var name = name(file);
    return !name.startsWith("LOG") && !name.equals("LOCK");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
