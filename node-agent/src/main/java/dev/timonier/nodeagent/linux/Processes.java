package dev.timonier.nodeagent.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Watches and ends processes that are not children of this one.
public final class Processes {
  private Processes() {}

  /// A handle that goes on meaning this process when its number is used again.
  ///
  /// @throws KernelException when there is no such process
  public static Descriptor handle(long pid) throws KernelException {
    return new Descriptor(Kernel.call("find process " + pid, SystemCall.PIDFD_OPEN, pid, 0));
  }

  /// Sends a signal; without complaint when the process is gone.
  public static void signal(Descriptor handle, int signal) throws KernelException {
    try {
      Kernel.call("signal process", SystemCall.PIDFD_SEND_SIGNAL, handle.number(), signal, 0, 0);
    } catch (KernelException failure) {
      if (failure.errno() != Errno.ESRCH) {
        throw failure;
      }
    }
  }

  /// Takes a copy of another process' file descriptor.
  public static Descriptor copyDescriptor(Descriptor process, long number) throws KernelException {
    return new Descriptor(
        Kernel.call("copy descriptor", SystemCall.PIDFD_GETFD, process.number(), number, 0));
  }

  /// The parent of a process, if there is such a process.
  public static OptionalLong parent(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return OptionalLong.of(Long.parseLong(fields[1]));
    } catch (IOException gone) {
      return OptionalLong.empty();
    }
  }
}
