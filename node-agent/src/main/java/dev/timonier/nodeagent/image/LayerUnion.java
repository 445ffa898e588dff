package dev.timonier.nodeagent.image;

import dev.timonier.nodeagent.linux.ExtendedAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What several layers look like as one tree, without mounting them: the rules of overlayfs, and
/// symbolic links followed as if the tree were `/`.
///
/// @param layers the uppermost first
public record LayerUnion(List<Path> layers) {
  static final String OPAQUE_ATTRIBUTE = "trusted.overlay.opaque";
  static final String OPAQUE_VALUE = "y";
  private static final int MOST_LINKS = 40;
  private static final int FILE_TYPE = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;

  /// Where the file of that path really is.
  public Optional<Path> find(String path) throws IOException {
    return find(Arrays.asList(path.split("/")));
  }

  /// The same path without the symbolic links of these layers; what they lack is taken as it is.
  public String canonical(String path) throws IOException {
    var left = new ArrayDeque<>(Arrays.asList(path.split("/")));
    var at = new ArrayList<String>();
    for (var links = 0; !left.isEmpty(); ) {
      var name = left.removeFirst();
      if (name.equals("..")) {
        at.subList(Math.max(0, at.size() - 1), at.size()).clear();
      } else if (!name.isEmpty() && !name.equals(".")) {
        at.add(name);
        var target = link(at);
        if (target.isPresent()) {
          if (++links > MOST_LINKS) {
            throw new IOException(path + ": too many levels of symbolic links");
          }
          at.removeLast();
          if (target.get().startsWith("/")) {
            at.clear();
          }
          Arrays.asList(target.get().split("/")).reversed().forEach(left::addFirst);
        }
      }
    }
    return "/" + String.join("/", at);
  }

  /// Where a path leads that is a symbolic link.
  private Optional<String> link(List<String> names) throws IOException {
    var parent = directories(names.subList(0, names.size() - 1));
    var found = merged(parent, names.getLast());
    return !found.isEmpty() && Files.isSymbolicLink(found.getFirst())
        ? Optional.of(Files.readSymbolicLink(found.getFirst()).toString())
        : Optional.empty();
  }

  /// The text of a file; empty when there is none.
  public Optional<String> read(String path) throws IOException {
    var file = find(path).filter(found -> Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS));
    return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
  }

  Optional<Path> find(List<String> names) throws IOException {
    return directories(names).stream().findFirst();
  }

  /// All that a path is: several directories, or one file, or nothing.
  private List<Path> directories(List<String> names) throws IOException {
    var left = new ArrayDeque<>(names);
    var trail = new ArrayList<List<Path>>(List.of(layers));
    for (var links = 0; !left.isEmpty(); ) {
      var name = left.removeFirst();
      if (name.equals("..")) {
        trail.subList(Math.max(1, trail.size() - 1), trail.size()).clear();
      } else if (!name.isEmpty() && !name.equals(".")) {
        var found = merged(trail.getLast(), name);
        if (found.isEmpty()) {
          return List.of();
        }
        if (Files.isSymbolicLink(found.getFirst())) {
          if (++links > MOST_LINKS) {
            return List.of();
          }
          follow(Files.readSymbolicLink(found.getFirst()).toString(), trail, left);
        } else {
          trail.add(found);
        }
      }
    }
    return trail.getLast();
  }

  private static void follow(String target, List<List<Path>> trail, ArrayDeque<String> left) {
    if (target.startsWith("/")) {
      trail.subList(1, trail.size()).clear();
    }
    Arrays.asList(target.split("/")).reversed().forEach(left::addFirst);
  }

  /// The directories that together are `name`, or the one file that it is.
  private static List<Path> merged(List<Path> directories, String name) throws IOException {
    var merged = new ArrayList<Path>();
    for (var directory : directories) {
      var path = directory.resolve(name);
      if (!LayerTree.exists(path)) {
        continue;
      }
      if (isWhiteout(path) || !LayerTree.isDirectory(path)) {
        return merged.isEmpty() && !isWhiteout(path) ? List.of(path) : merged;
      }
      merged.add(path);
      if (ExtendedAttributes.get(path, OPAQUE_ATTRIBUTE).equals(Optional.of(OPAQUE_VALUE))) {
        return merged;
      }
    }
    return merged;
  }

  private static boolean isWhiteout(Path path) throws IOException {
    return (attribute(path, "mode") & FILE_TYPE) == CHARACTER_DEVICE
        && attribute(path, "rdev") == 0;
  }

  private static long attribute(Path path, String name) throws IOException {
    var value = Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
    return ((Number) value).longValue();
  }
}
