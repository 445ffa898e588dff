package dev.timonier.nodeagent.linux;

import java.io.IOException;

/// The kernel refused a system call.
public final class KernelException extends IOException {
  private static final long serialVersionUID = 1;

  private final int errno;

  public KernelException(String action, int errno) {
    super(action + ": " + Errno.message(errno));
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }
}
