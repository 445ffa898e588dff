package dev.timonier.nodeagent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Tells of files that are moved into a directory (inotify).
public final class DirectoryWatch implements AutoCloseable {
  private static final int MOVED_TO = 0x80;
  private static final int LENGTH = 12;
  private static final int NAME = 16;
  private static final int BUFFER = 64 << 10;

  private final Descriptor inotify;
  private final EventLoop.Registration registration;
  private final Consumer<String> listener;

  /// @param listener gets file names, on the loop's thread
  public DirectoryWatch(EventLoop loop, Path directory, Consumer<String> listener)
      throws KernelException {
    this.listener = listener;
    inotify =
        new Descriptor(
            Kernel.call(
                "watch directories", SystemCall.INOTIFY_INIT1, Linux.O_CLOEXEC | Linux.O_NONBLOCK));
    try (var arena = Arena.ofConfined()) {
      Kernel.call(
          "watch " + directory,
          SystemCall.INOTIFY_ADD_WATCH,
          inotify.number(),
          Kernel.address(arena, directory.toString()),
          MOVED_TO);
    }
    registration = loop.register(inotify, this::read);
  }

  private void read() throws KernelException {
    try (var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(BUFFER, 8);
      tell(buffer.asSlice(0, inotify.read(buffer)));
    }
  }

  private void tell(MemorySegment events) {
    for (var at = 0L; at < events.byteSize(); ) {
      var length = events.get(ValueLayout.JAVA_INT, at + LENGTH);
      if (length > 0) {
        listener.accept(events.getString(at + NAME));
      }
      at += NAME + length;
    }
  }

  @Override
  public void close() {
    registration.cancel();
    inotify.close();
  }
}
