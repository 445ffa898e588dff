package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Remembers, outside of the database, up to which revision durability was acknowledged, so that a
/// log that has lost its end since can be told from one that never had it.
///
/// The mark is written to mapped memory after each sync, which costs nothing: it survives the end
/// of the process, and what of it has reached the disk at a power cut is never ahead of the log.
///
/// Two slots of two numbers, the revision and its complement, are written in turn: a slot that was
/// being written does not count.
final class AcknowledgedMark implements AutoCloseable {
  private static final int SLOT = 16;
  private static final int SIZE = 2 * SLOT;
  private static final ValueLayout.OfLong NUMBER = ValueLayout.JAVA_LONG_UNALIGNED;

  private final Arena arena;
  private final MemorySegment memory;
  private int slot;

  private AcknowledgedMark(Arena arena, MemorySegment memory) {
    this.arena = arena;
    this.memory = memory;
  }

  /// What a new file holds.
  static ByteBuffer encoded(Revision revision) {
    var memory = MemorySegment.ofArray(new byte[SIZE]);
    write(memory, 0, revision);
    write(memory, 1, revision);
    return memory.asByteBuffer();
  }

  static AcknowledgedMark open(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() != SIZE) {
        throw damaged(file);
      }
      var arena = Arena.ofShared();
      return new AcknowledgedMark(arena, channel.map(MapMode.READ_WRITE, 0, SIZE, arena));
    } catch (NoSuchFileException _) {
      throw damaged(file);
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(file, e);
    }
  }

  /// What a file says, without keeping it open.
  static Revision read(Path file) {
    try {
      return revision(MemorySegment.ofArray(Files.readAllBytes(file)), file);
    } catch (IOException e) {
      throw StoreDirectory.inaccessible(file, e);
    }
  }

  Revision revision(Path file) {
    return revision(memory, file);
  }

  /// For whoever has the turn to write.
  void advance(Revision revision) {
    write(memory, slot, revision);
    slot = 1 - slot;
  }

  @Override
  public void close() {
    arena.close();
  }

  private static void write(MemorySegment memory, int slot, Revision revision) {
    memory.set(NUMBER, slot * (long) SLOT, revision.value());
    memory.set(NUMBER, slot * (long) SLOT + 8, ~revision.value());
  }

  private static Revision revision(MemorySegment memory, Path file) {
    var newest = Math.max(slot(memory, 0), slot(memory, 1));
    if (newest < 0) {
      throw damaged(file);
    }
    return new Revision(newest);
  }

  /// The number in a slot, or -1.
  private static long slot(MemorySegment memory, int slot) {
    if (memory.byteSize() != SIZE) {
      return -1;
    }
    var number = memory.get(NUMBER, slot * (long) SLOT);
    var complement = memory.get(NUMBER, slot * (long) SLOT + 8);
    return number == ~complement ? number : -1;
  }

  private static StoreException damaged(Path file) {
    return new StoreException.Corrupt(file + " is missing or damaged", Outcome.NOT_APPLIED, null);
  }
}
