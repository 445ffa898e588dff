package dev.timonier.nodeagent.linux;

/// A hold on a process that is not a child of this one. It goes on meaning this process when its
/// number is used again. One thread may let go while others send signals: a descriptor whose number
/// is used again would mean another process.
public final class HeldProcess implements AutoCloseable {
  private final Descriptor handle;

  /// Guarded by this.
  private boolean isHeld = true;

  private HeldProcess(Descriptor handle) {
    this.handle = handle;
  }

  /// @throws KernelException when there is no such process
  public static HeldProcess of(long pid) throws KernelException {
    return new HeldProcess(Processes.handle(pid));
  }

  /// Sends a signal; without complaint when the process is gone, or no longer held.
  public synchronized void signal(int signal) throws KernelException {
    if (isHeld) {
      Processes.signal(handle, signal);
    }
  }

  /// To be watched, and closed by this alone.
  public Descriptor descriptor() {
    return handle;
  }

  @Override
  public synchronized void close() {
    isHeld = false;
    handle.close();
  }
}
