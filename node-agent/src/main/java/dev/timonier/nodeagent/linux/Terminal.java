package dev.timonier.nodeagent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/// The outer end of a pseudoterminal.
///
/// @param descriptor does not wait when there is nothing to read
public record Terminal(Descriptor descriptor) implements AutoCloseable {
  /// Takes a descriptor that is such an end.
  public static Terminal of(Descriptor descriptor) throws KernelException {
    Kernel.call(
        "configure terminal",
        SystemCall.FCNTL,
        descriptor.number(),
        Linux.F_SETFL,
        Linux.O_RDWR | Linux.O_NONBLOCK);
    return new Terminal(descriptor);
  }

  /// Makes a terminal of those that are seen below a root directory.
  public static Terminal open(String root) throws KernelException {
    try (var directory = Descriptor.open(root, Linux.O_PATH)) {
      var terminal =
          of(
              Descriptor.openInRoot(
                  directory, "/dev/pts/ptmx", Linux.O_RDWR | Linux.O_NOCTTY | Linux.O_NONBLOCK));
      terminal.control("unlock terminal", Linux.TIOCSPTLCK, 0);
      return terminal;
    }
  }

  /// The number that names its inner end, `/dev/pts/<number>`.
  public int number() throws KernelException {
    try (var arena = Arena.ofConfined()) {
      var number = arena.allocate(ValueLayout.JAVA_INT);
      Kernel.call(
          "name terminal", SystemCall.IOCTL, descriptor.number(), Linux.TIOCGPTN, number.address());
      return number.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /// Tells the programs inside how large it is now, in characters.
  public void resize(int width, int height) throws KernelException {
    control("resize terminal", Linux.TIOCSWINSZ, ((long) width << 16) | height);
  }

  private void control(String action, int request, long value) throws KernelException {
    try (var arena = Arena.ofConfined()) {
      var argument = arena.allocateFrom(ValueLayout.JAVA_LONG, value);
      Kernel.call(action, SystemCall.IOCTL, descriptor.number(), request, argument.address());
    }
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
