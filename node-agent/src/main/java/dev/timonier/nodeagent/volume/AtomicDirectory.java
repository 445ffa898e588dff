package dev.timonier.nodeagent.volume;

import dev.timonier.nodeagent.linux.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A directory whose files all change at once. What readers see are symbolic links through
/// `..data`, which is replaced by one rename:
///
/// ```
/// ..data -> ..generation-123
/// ..generation-123/a
/// a -> ..data/a
/// ```
final class AtomicDirectory {
  private static final String DATA = "..data";

  private final Path directory;
  private final Ownership ownership;

  AtomicDirectory(Path directory, Ownership ownership) {
    this.directory = directory;
    this.ownership = ownership;
  }

  /// Writes the files by their relative paths, and removes all others. Does nothing when they are
  /// there already.
  void write(Map<String, Payload> wanted) throws IOException {
    var files = new TreeMap<String, Payload>();
    wanted.forEach((path, payload) -> files.put(path, ownership.shared(payload)));
    var data = directory.resolve(DATA);
    if (Files.exists(data) && files.equals(read(data))) {
      return;
    }
    var before = Files.isSymbolicLink(data) ? Set.of(data.toRealPath()) : Set.<Path>of();
    var generation = Files.createTempDirectory(directory, "..generation-");
    Files.setAttribute(generation, "unix:mode", 0755);
    ownership.give(generation);
    for (var file : files.entrySet()) {
      write(generation.resolve(file.getKey()), file.getValue());
    }
    replace(data, generation.getFileName());
    link(files.keySet());
    for (var old : before) {
      FileTree.delete(old);
    }
  }

  private void write(Path file, Payload payload) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, payload.content());
    Files.setAttribute(file, "unix:mode", payload.mode());
    ownership.give(file);
  }

  private static void replace(Path link, Path target) throws IOException {
    var fresh = link.resolveSibling("..data_tmp");
    Files.deleteIfExists(fresh);
    Files.createSymbolicLink(fresh, target);
    Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Readers' names lead into the data; those of files that are gone are removed.
  private void link(Set<String> paths) throws IOException {
    var names = paths.stream().map(path -> Path.of(path).getName(0)).collect(Collectors.toSet());
    for (var name : names) {
      var link = directory.resolve(name);
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, Path.of(DATA).resolve(name));
      }
    }
    for (var present : list()) {
      if (!present.toString().startsWith("..") && !names.contains(present)) {
        Files.delete(directory.resolve(present));
      }
    }
  }

  private Set<Path> list() throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.map(Path::getFileName).collect(Collectors.toCollection(HashSet::new));
    }
  }

  private Map<String, Payload> read(Path data) throws IOException {
    var root = data.toRealPath();
    var found = new TreeMap<String, Payload>();
    try (var paths = Files.walk(root)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        found.put(root.relativize(path).toString(), payload(path));
      }
    } catch (NoSuchFileException _) {
      return Map.of();
    }
    return found;
  }

  private static Payload payload(Path file) throws IOException {
    var mode = (int) Files.getAttribute(file, "unix:mode") & 07777;
    return new Payload(Files.readAllBytes(file), mode);
  }
}
