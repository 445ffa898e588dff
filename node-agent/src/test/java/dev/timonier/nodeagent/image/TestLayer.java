package dev.timonier.nodeagent.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// A tar archive in the making.
public final class TestLayer {
  private record Entry(TarArchiveEntry header, byte[] content) {}

  private final List<Entry> entries = new ArrayList<>();

  public TestLayer directory(String name) {
    return directory(name, 0755);
  }

  public TestLayer directory(String name, int mode) {
    var header = new TarArchiveEntry(name + "/");
    header.setMode(mode);
    return add(header, new byte[0]);
  }

  public TestLayer file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8), 0644);
  }

  public TestLayer file(String name, byte[] content, int mode) {
    return file(name, content, mode, 0);
  }

  TestLayer file(String name, byte[] content, int mode, int owner) {
    var header = new TarArchiveEntry(name, true);
    header.setMode(mode);
    header.setSize(content.length);
    header.setUserId(owner);
    header.setGroupId(owner);
    return add(header, content);
  }

  public TestLayer link(String name, String target) {
    var header = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    header.setLinkName(target);
    return add(header, new byte[0]);
  }

  TestLayer hardLink(String name, String target) {
    var header = new TarArchiveEntry(name, TarConstants.LF_LINK);
    header.setLinkName(target);
    return add(header, new byte[0]);
  }

  TestLayer add(TarArchiveEntry header, byte[] content) {
    header.setModTime(0L);
    entries.add(new Entry(header, content));
    return this;
  }

  byte[] tar() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (var entry : entries) {
        tar.putArchiveEntry(entry.header);
        tar.write(entry.content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
