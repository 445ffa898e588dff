package dev.timonier.nodeagent.image;

import dev.timonier.nodeagent.linux.Descriptor;
import dev.timonier.nodeagent.linux.FileTree;
import dev.timonier.nodeagent.linux.Kernel;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.SystemCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Unpacked layers, one directory each, shared by all images and containers. A directory is named
/// after its layer and all layers below it (OCI's chain id, shortened, because overlayfs takes the
/// names of all its layers in one page), appears complete and on disk or not at all, and never
/// changes.
final class LayerStore {
  private static final int NAME_LENGTH = 24;
  private static final String UNFINISHED = "new-";

  private final Path directory;

  LayerStore(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    for (var name : names()) {
      if (name.startsWith(UNFINISHED)) {
        FileTree.delete(directory.resolve(name));
      }
    }
  }

  Path directory() {
    return directory;
  }

  /// Names an image's layers, the uppermost first.
  ///
  /// @param diffIds digests of the uncompressed layers, the lowest first
  static List<String> names(List<Digest> diffIds) {
    var names = new ArrayList<String>();
    Optional<Digest> chain = Optional.empty();
    for (var diffId : diffIds) {
      var below = chain;
      chain =
          Optional.of(
              below
                  .map(id -> Digest.of((id + " " + diffId).getBytes(StandardCharsets.UTF_8)))
                  .orElse(diffId));
      names.add(chain.get().hex().substring(0, NAME_LENGTH));
    }
    return names.reversed();
  }

  boolean contains(String name) {
    return Files.isDirectory(directory.resolve(name));
  }

  LayerUnion union(List<String> names) {
    return new LayerUnion(names.stream().map(directory::resolve).toList());
  }

  /// Unpacks a layer upon others, and checks that it is what it claims to be.
  ///
  /// @param names this layer and those below it
  /// @param tar its uncompressed archive
  void unpack(List<String> names, Digest diffId, InputStream tar) throws IOException {
    var unfinished = directory.resolve(UNFINISHED + UUID.randomUUID());
    Files.createDirectory(unfinished);
    Files.setAttribute(unfinished, "unix:mode", 0755);
    try {
      var checked = new DigestInputStream(tar, Digest.sha256());
      new LayerUnpacker(unfinished, union(names.subList(1, names.size()))).unpack(checked);
      checked.transferTo(java.io.OutputStream.nullOutputStream());
      var found = Digest.finished(checked.getMessageDigest());
      if (!found.equals(diffId)) {
        throw new IOException("wrong diff id calculated on extraction \"" + found + "\"");
      }
      publish(unfinished, directory.resolve(names.getFirst()));
    } finally {
      FileTree.delete(unfinished);
    }
  }

  private void publish(Path unfinished, Path layer) throws IOException {
    try (var root = Descriptor.open(unfinished.toString(), Linux.O_RDONLY)) {
      Kernel.call("write layer to disk", SystemCall.SYNCFS, root.number());
    }
    if (!Files.isDirectory(layer)) {
      Files.move(unfinished, layer);
    }
  }

  /// Removes every layer that is not named.
  void keep(Collection<String> used) throws IOException {
    var unused = new HashSet<>(names());
    unused.removeAll(used);
    for (var name : unused) {
      if (!name.startsWith(UNFINISHED)) {
        FileTree.delete(directory.resolve(name));
      }
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
