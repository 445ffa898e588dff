package dev.timonier.nodeagent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;

/// An open file descriptor of this process; closed once.
public final class Descriptor implements AutoCloseable {
  private static final int CLOSED = -1;
  private static final short WRITABLE = 4;

  private final AtomicInteger number;

  public Descriptor(long number) {
    this.number = new AtomicInteger((int) number);
  }

  public static Descriptor open(String path, int flags) throws KernelException {
    try (var arena = Arena.ofConfined()) {
      return new Descriptor(
          Kernel.call(
              "open " + path,
              SystemCall.OPENAT,
              Linux.AT_FDCWD,
              Kernel.address(arena, path),
              flags | Linux.O_CLOEXEC,
              0));
    }
  }

  /// Opens a path below a directory as a process would see it whose root is that directory.
  public static Descriptor openInRoot(Descriptor root, String path, int flags)
      throws KernelException {
    try (var arena = Arena.ofConfined()) {
      var how = arena.allocate(24, 8);
      how.set(ValueLayout.JAVA_LONG, 0, flags | Linux.O_CLOEXEC);
      how.set(ValueLayout.JAVA_LONG, 16, Linux.RESOLVE_IN_ROOT | Linux.RESOLVE_NO_MAGICLINKS);
      return new Descriptor(
          Kernel.call(
              "open " + path,
              SystemCall.OPENAT2,
              root.number(),
              Kernel.address(arena, path),
              how.address(),
              24));
    }
  }

  public int number() {
    return number.get();
  }

  /// A path by which this process' Java classes can open the same file.
  public String path() {
    return "/proc/self/fd/" + number();
  }

  /// Reads what there is, at most the buffer's size.
  ///
  /// @return how much; 0 at the end
  public int read(MemorySegment buffer) throws KernelException {
    return (int)
        Kernel.call("read", SystemCall.READ, number(), buffer.address(), buffer.byteSize());
  }

  /// Writes all of it; waits for room, also when the descriptor itself would not.
  public void write(byte[] bytes, int offset, int length) throws KernelException {
    try (var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(Math.max(1, length));
      MemorySegment.copy(bytes, offset, buffer, ValueLayout.JAVA_BYTE, 0, length);
      for (var done = 0L; done < length; ) {
        var written =
            Kernel.attempt(SystemCall.WRITE, number(), buffer.address() + done, length - done);
        if (written == -Errno.EAGAIN) {
          awaitRoom(arena);
        } else if (written < 0 && written != -Errno.EINTR) {
          throw new KernelException("write", (int) -written);
        } else {
          done += Math.max(0, written);
        }
      }
    }
  }

  private void awaitRoom(Arena arena) throws KernelException {
    var poll = arena.allocate(8, 4);
    poll.set(ValueLayout.JAVA_INT, 0, number());
    poll.set(ValueLayout.JAVA_SHORT, 4, WRITABLE);
    Kernel.call("wait for room", SystemCall.PPOLL, poll.address(), 1, 0, 0, 0);
  }

  @Override
  public void close() {
    var open = number.getAndSet(CLOSED);
    if (open != CLOSED) {
      Kernel.attempt(SystemCall.CLOSE, open);
    }
  }
}
