package dev.timonier.nodeagent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/// A signal that this process, and what it starts, ignores until this is closed.
public final class IgnoredSignal implements AutoCloseable {
  private static final int SIZE = 32;
  private static final int SET_SIZE = 8;

  private final Arena arena = Arena.ofConfined();
  private final int signal;
  private final long before = arena.allocate(SIZE).address();

  private IgnoredSignal(int signal) {
    this.signal = signal;
  }

  public static IgnoredSignal of(int signal) throws KernelException {
    var ignored = new IgnoredSignal(signal);
    var action = ignored.arena.allocate(SIZE);
    action.set(ValueLayout.JAVA_LONG, 0, 1);
    ignored.handle(action.address(), ignored.before);
    return ignored;
  }

  private void handle(long action, long former) throws KernelException {
    Kernel.call("handle signal", SystemCall.RT_SIGACTION, signal, action, former, SET_SIZE);
  }

  @Override
  public void close() throws KernelException {
    handle(before, 0);
    arena.close();
  }
}
