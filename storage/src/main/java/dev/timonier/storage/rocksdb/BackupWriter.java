package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Writes a [BackupFormat] file.
final class BackupWriter implements AutoCloseable {
  private final FileChannel channel;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private int previousChecksum;
  private long records;

  BackupWriter(Path file) throws IOException {
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    write(ByteBuffer.wrap(BackupFormat.MAGIC));
  }

  void add(Family family, byte[] key, byte[] record) throws IOException {
    var header = ByteBuffer.allocate(9).put(family.code()).putInt(key.length).putInt(record.length);
    block.writeBytes(header.array());
    block.writeBytes(key);
    block.writeBytes(record);
    records++;
    if (block.size() >= BackupFormat.BLOCK_BYTES) {
      writeBlock();
    }
  }

  /// Ends the backup, and returns its size.
  long finish(Revision revision, Revision compacted) throws IOException {
    if (block.size() > 0) {
      writeBlock();
    }
    write(
        framed(
            0,
            ByteBuffer.allocate(24)
                .putLong(revision.value())
                .putLong(compacted.value())
                .putLong(records)
                .array()));
    channel.force(true);
    return channel.size();
  }

  long records() {
    return records;
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    channel.close();
  }

  private void writeBlock() throws IOException {
    var packed = packed();
    write(framed(packed.length, packed));
    block.reset();
  }

  private byte[] packed() throws IOException {
    var packed = new ByteArrayOutputStream();
    deflater.reset();
    try (var out = new DeflaterOutputStream(packed, deflater)) {
      block.writeTo(out);
    }
    return packed.toByteArray();
  }

  private ByteBuffer framed(int length, byte[] content) {
    var checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(8).putInt(previousChecksum).putInt(length).flip());
    checksum.update(content);
    previousChecksum = (int) checksum.getValue();
    return ByteBuffer.allocate(8 + content.length)
        .putInt(length)
        .putInt(previousChecksum)
        .put(content)
        .flip();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
