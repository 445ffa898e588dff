package dev.timonier.nodeagent.linux;

/// How nice threads are to others, from -20, which gets most of the processor's time, to 19 (see
/// `setpriority(2)`).
public final class ThreadPriority {
  public static final int LOWEST = 19;
  public static final long OWN = 0;

  private static final int PRIO_PROCESS = 0;

  /// The kernel answers with positive numbers, of which the largest is the highest priority.
  private static final int OFFSET = 20;

  private ThreadPriority() {}

  /// @param thread its number, or [#OWN]
  public static int get(long thread) throws KernelException {
    return OFFSET
        - (int) Kernel.call("read priority", SystemCall.GETPRIORITY, PRIO_PROCESS, thread);
  }

  /// @throws KernelException when the thread is gone, or this process may not raise priorities and
  ///   that would be one
  public static void set(long thread, int priority) throws KernelException {
    Kernel.call("set priority", SystemCall.SETPRIORITY, PRIO_PROCESS, thread, priority);
  }
}
