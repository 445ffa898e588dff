package dev.timonier.nodeagent.image;

import dev.timonier.nodeagent.linux.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A directory that is treated as a root: no name and no symbolic link leads out of it. Nobody else
/// may change it meanwhile.
final class LayerTree {
  private static final int MOST_LINKS = 40;

  private final Path root;
  private final LayerUnion parents;

  LayerTree(Path root, LayerUnion parents) {
    this.root = root;
    this.parents = parents;
  }

  Path root() {
    return root;
  }

  /// The names of a path in an archive.
  static List<String> names(String path) throws IOException {
    var names = Arrays.stream(path.split("/")).filter(name -> !isHere(name)).toList();
    if (names.contains("..") || path.indexOf('\0') >= 0) {
      throw new IOException("path " + path + " leads out of the layer");
    }
    return names;
  }

  private static boolean isHere(String name) {
    return name.isEmpty() || name.equals(".");
  }

  /// The directory of that path, made with all its parents if there is none.
  Path directory(List<String> names) throws IOException {
    return walk(names, Missing.CREATE);
  }

  /// The file of that path; its last name is not followed when it is a symbolic link.
  Path existing(List<String> names) throws IOException {
    if (names.isEmpty()) {
      throw new IOException("a hard link leads to the root");
    }
    return walk(names.subList(0, names.size() - 1), Missing.FAIL).resolve(names.getLast());
  }

  private enum Missing {
    CREATE,
    FAIL
  }

  private Path walk(List<String> names, Missing missing) throws IOException {
    var left = new ArrayDeque<>(names);
    var at = new ArrayList<String>();
    var links = 0;
    while (!left.isEmpty()) {
      var name = left.removeFirst();
      if (name.equals("..")) {
        at.subList(Math.max(0, at.size() - 1), at.size()).clear();
        continue;
      }
      at.add(name);
      var path = path(at);
      if (Files.isSymbolicLink(path)) {
        if (++links > MOST_LINKS) {
          throw new IOException(path + ": too many levels of symbolic links");
        }
        at.removeLast();
        follow(Files.readSymbolicLink(path).toString(), at, left);
      } else if (!isDirectory(path)) {
        make(path, at, missing);
      }
    }
    return path(at);
  }

  private static void follow(String target, List<String> at, ArrayDeque<String> left) {
    if (target.startsWith("/")) {
      at.clear();
    }
    Arrays.stream(target.split("/"))
        .filter(name -> !isHere(name))
        .toList()
        .reversed()
        .forEach(left::addFirst);
  }

  private void make(Path path, List<String> names, Missing missing) throws IOException {
    if (missing == Missing.FAIL) {
      throw new IOException(path + ": no such directory in the layer");
    }
    FileTree.delete(path);
    Files.createDirectory(path);
    var below = parents.find(names);
    if (below.isPresent() && isDirectory(below.get())) {
      copyOwnership(below.get(), path);
    }
  }

  private static void copyOwnership(Path from, Path to) throws IOException {
    for (var attribute : List.of("unix:uid", "unix:gid", "unix:mode")) {
      Files.setAttribute(to, attribute, Files.getAttribute(from, attribute));
    }
  }

  private Path path(List<String> names) {
    return root.resolve(String.join("/", names));
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
