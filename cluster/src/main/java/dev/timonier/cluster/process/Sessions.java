package dev.timonier.cluster.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// The session that a process belongs to.
public final class Sessions {
  private Sessions() {}

  /// Leaves the terminal's session, so that closing the terminal or Ctrl-C there does not end this
  /// process. Where that cannot be done, nothing happens.
  @SuppressWarnings("restricted")
  public static void leaveTerminal() {
    var linker = Linker.nativeLinker();
    var setsid = linker.defaultLookup().find("setsid");
    if (setsid.isEmpty()) {
      return;
    }
    var call = linker.downcallHandle(setsid.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT));
    try {
      var _ = (int) call.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("setsid could not be called", e);
    }
  }
}
