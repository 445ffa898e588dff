package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import dev.timonier.storage.rocksdb.BackupFormat.End;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.InflaterInputStream;

/// Reads a [BackupFormat] file, and trusts nothing in it.
final class BackupReader implements AutoCloseable {
  private static final int END_BYTES = 24;

  /// Is given the records.
  interface Visitor {
    void visit(Family family, byte[] key, byte[] record);
  }

  private final Path file;
  private final long size;
  private final DataInputStream in;
  private int previousChecksum;
  private long records;
  private long read;

  BackupReader(Path file) throws IOException {
    this.file = file;
    this.size = Files.size(file);
    this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  /// Goes through the file to its end, and checks that it is complete.
  ///
  /// @throws dev.timonier.storage.StoreException.Corrupt when it is not
  End read(Visitor visitor, Progress progress) throws IOException {
    try {
      checkMagic();
      for (var length = in.readInt(); length != 0; length = in.readInt()) {
        unpack(content(length), visitor);
        read += 8L + length;
        progress.at(read, size);
      }
      return end(ByteBuffer.wrap(content(0)));
    } catch (EOFException _) {
      throw BackupFormat.damaged(file, "it ends too early");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void checkMagic() throws IOException {
    if (!Arrays.equals(in.readNBytes(BackupFormat.MAGIC.length), BackupFormat.MAGIC)) {
      throw BackupFormat.damaged(file, "it does not begin as one of this version");
    }
  }

  private byte[] content(int length) throws IOException {
    if (length < 0 || length > size) {
      throw BackupFormat.damaged(file, "a block has " + length + " bytes");
    }
    var stored = in.readInt();
    var content = in.readNBytes(length == 0 ? END_BYTES : length);
    var checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(8).putInt(previousChecksum).putInt(length).flip());
    checksum.update(content);
    if (stored != (int) checksum.getValue()) {
      throw BackupFormat.damaged(file, "checksum mismatch after record " + records);
    }
    previousChecksum = stored;
    return content;
  }

  private void unpack(byte[] packed, Visitor visitor) throws IOException {
    var block =
        new DataInputStream(
            new BufferedInputStream(new InflaterInputStream(new ByteArrayInputStream(packed))));
    for (var code = block.read(); code >= 0; code = block.read()) {
      var keyLength = block.readInt();
      var recordLength = block.readInt();
      visitor.visit(
          Family.of((byte) code), block.readNBytes(keyLength), block.readNBytes(recordLength));
      records++;
    }
  }

  private End end(ByteBuffer content) throws IOException {
    var end =
        new End(
            new Revision(content.getLong()), new Revision(content.getLong()), content.getLong());
    if (end.records() != records || in.read() >= 0) {
      throw BackupFormat.damaged(file, "it has " + records + " of " + end.records() + " records");
    }
    return end;
  }
}
