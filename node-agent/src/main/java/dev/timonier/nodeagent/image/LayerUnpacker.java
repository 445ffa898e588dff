package dev.timonier.nodeagent.image;

import dev.timonier.nodeagent.linux.DeviceNode;
import dev.timonier.nodeagent.linux.ExtendedAttributes;
import dev.timonier.nodeagent.linux.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Unpacks one layer's tar archive into a directory that overlayfs can use as a lower layer:
/// `.wh.name` becomes a character device 0/0, `.wh..wh..opq` an attribute of its directory. Nothing
/// that an archive contains gets outside: names with `..` are refused, symbolic links on the way
/// are followed as if the directory were `/`.
final class LayerUnpacker {
  private static final String WHITEOUT = ".wh.";
  private static final String WHITEOUT_META = ".wh..wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final String PAX_ATTRIBUTE = "SCHILY.xattr.";
  private static final int PERMISSIONS = 07777;

  private final LayerTree tree;
  private final Map<Path, FileTime> directoryTimes = new LinkedHashMap<>();

  /// @param parents the layers below, whose directories lend their ownership to those that the
  ///   archive uses without naming them
  LayerUnpacker(Path directory, LayerUnion parents) {
    this.tree = new LayerTree(directory, parents);
  }

  void unpack(InputStream tar) throws IOException {
    @SuppressWarnings("resource") // the caller's to close
    var archive = new TarArchiveInputStream(tar, "UTF-8");
    for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
      unpack(entry, archive);
    }
    for (var directory : directoryTimes.entrySet()) {
      setTime(directory.getKey(), directory.getValue());
    }
  }

  private void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
    var names = LayerTree.names(entry.getName());
    if (names.isEmpty()) {
      finish(tree.root(), entry);
      return;
    }
    var name = names.getLast();
    var parent = tree.directory(names.subList(0, names.size() - 1));
    if (name.equals(OPAQUE)) {
      ExtendedAttributes.set(parent, LayerUnion.OPAQUE_ATTRIBUTE, LayerUnion.OPAQUE_VALUE);
    } else if (name.startsWith(WHITEOUT) && !name.startsWith(WHITEOUT_META)) {
      whiteout(parent.resolve(name.substring(WHITEOUT.length())));
    } else if (!name.startsWith(WHITEOUT_META)) {
      create(parent.resolve(name), entry, content);
    }
  }

  /// What the layer itself brings is not hidden by its own whiteout.
  private static void whiteout(Path path) throws IOException {
    if (!LayerTree.exists(path)) {
      DeviceNode.character(path, 0, 0, 0);
    }
  }

  private void create(Path path, TarArchiveEntry entry, InputStream content) throws IOException {
    if (!(entry.isDirectory() && LayerTree.isDirectory(path))) {
      FileTree.delete(path);
    }
    if (entry.isDirectory()) {
      if (!LayerTree.exists(path)) {
        Files.createDirectory(path);
      }
    } else if (entry.isLink()) {
      Files.createLink(path, tree.existing(LayerTree.names(entry.getLinkName())));
      return;
    } else if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isCharacterDevice()) {
      DeviceNode.character(path, entry.getDevMajor(), entry.getDevMinor(), entry.getMode());
    } else if (entry.isBlockDevice()) {
      DeviceNode.block(path, entry.getDevMajor(), entry.getDevMinor(), entry.getMode());
    } else if (entry.isFIFO()) {
      DeviceNode.fifo(path, entry.getMode());
    } else {
      Files.copy(content, path);
    }
    finish(path, entry);
  }

  /// Ownership comes before mode because a change of owner takes the setuid bit away.
  private void finish(Path path, TarArchiveEntry entry) throws IOException {
    var noFollow = LinkOption.NOFOLLOW_LINKS;
    Files.setAttribute(path, "unix:uid", (int) entry.getLongUserId(), noFollow);
    Files.setAttribute(path, "unix:gid", (int) entry.getLongGroupId(), noFollow);
    if (!entry.isSymbolicLink()) {
      Files.setAttribute(path, "unix:mode", entry.getMode() & PERMISSIONS);
    }
    for (var header : entry.getExtraPaxHeaders().entrySet()) {
      attribute(path, header.getKey(), header.getValue());
    }
    if (entry.isDirectory()) {
      directoryTimes.put(path, entry.getLastModifiedTime());
    } else {
      setTime(path, entry.getLastModifiedTime());
    }
  }

  private static void attribute(Path path, String header, String value) throws IOException {
    if (header.startsWith(PAX_ATTRIBUTE)) {
      var name = header.substring(PAX_ATTRIBUTE.length());
      if (!name.startsWith("trusted.")) {
        ExtendedAttributes.set(path, name, value);
      }
    }
  }

  private static void setTime(Path path, FileTime time) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(time, null, null);
  }
}
