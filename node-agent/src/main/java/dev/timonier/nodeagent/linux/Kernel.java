package dev.timonier.nodeagent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// Makes raw system calls from this process. A call that may block holds its carrier thread:
/// platform threads make those.
public final class Kernel {
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = link();

  private Kernel() {}

  @SuppressWarnings("restricted") // this class exists to make system calls
  private static MethodHandle link() {
    var linker = Linker.nativeLinker();
    var word = ValueLayout.JAVA_LONG;
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(word, word, word, word, word, word, word, word),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }

  /// What a call answers: its result, or minus the error number, as the kernel itself puts it.
  static long attempt(SystemCall call, long... arguments) {
    var a = java.util.Arrays.copyOf(arguments, 6);
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(CAPTURED);
      var number = (long) call.number(Architecture.current());
      var result = (long) SYSCALL.invokeExact(state, number, a[0], a[1], a[2], a[3], a[4], a[5]);
      return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (Throwable impossible) {
      throw new IllegalStateException("system call " + call, impossible);
    }
  }

  /// Makes a call.
  ///
  /// @param action what is done, for the error's message
  public static long call(String action, SystemCall call, long... arguments)
      throws KernelException {
    while (true) {
      var result = attempt(call, arguments);
      if (result >= 0) {
        return result;
      }
      if (result != -Errno.EINTR) {
        throw new KernelException(action, (int) -result);
      }
    }
  }

  static long address(Arena arena, String text) {
    return arena.allocateFrom(text).address();
  }

  static long address(Arena arena, byte[] bytes) {
    return arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes).address();
  }

  static byte[] bytes(MemorySegment segment, long length) {
    return segment.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }
}
