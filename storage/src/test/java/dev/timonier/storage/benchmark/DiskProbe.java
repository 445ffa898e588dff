package dev.timonier.storage.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// What the disk takes by itself to make a few bytes durable, whatever else it has to do.
///
/// @param file what is appended to
/// @param bytes how much at once
record DiskProbe(Path file, int bytes) {
  /// Appends and syncs as often as can be with these pauses.
  Load.Result run(Duration time, Duration pause) {
    var start = System.nanoTime();
    var nanos = new long[1024];
    var number = 0;
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (System.nanoTime() - start < time.toNanos()) {
        nanos = number < nanos.length ? nanos : Arrays.copyOf(nanos, 2 * nanos.length);
        nanos[number++] = append(channel);
        LockSupport.parkNanos(pause.toNanos());
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return new Load.Result(
        Arrays.stream(nanos, 0, number).sorted().toArray(), (System.nanoTime() - start) / 1e9);
  }

  private long append(FileChannel channel) throws IOException {
    var begin = System.nanoTime();
    channel.write(ByteBuffer.allocate(bytes));
    channel.force(false);
    return System.nanoTime() - begin;
  }
}
