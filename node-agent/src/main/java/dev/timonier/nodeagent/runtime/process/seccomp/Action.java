package dev.timonier.nodeagent.runtime.process.seccomp;

/// What the kernel does with a system call.
///
/// @param value that a filter returns
record Action(int value) {
  static final int EPERM = 1;
  static final int ENOSYS = 38;
  static final Action KILL_THREAD = new Action(0);
  static final Action KILL_PROCESS = new Action(0x8000_0000);
  static final Action TRAP = new Action(0x0003_0000);
  static final Action LOG = new Action(0x7FFC_0000);
  static final Action ALLOW = new Action(0x7FFF_0000);
  private static final int ERROR = 0x0005_0000;
  private static final int TRACE = 0x7FF0_0000;
  private static final int DATA = 0xFFFF;

  static Action error(int number) {
    return new Action(ERROR | (number & DATA));
  }

  /// @param name as profiles have it
  /// @param error for those actions that have one
  /// @throws IllegalArgumentException when there is no such action, or it needs more than a filter
  static Action of(String name, int error) {
    return switch (name) {
      case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD" -> KILL_THREAD;
      case "SCMP_ACT_KILL_PROCESS" -> KILL_PROCESS;
      case "SCMP_ACT_TRAP" -> TRAP;
      case "SCMP_ACT_ERRNO" -> error(error);
      case "SCMP_ACT_TRACE" -> new Action(TRACE | (error & DATA));
      case "SCMP_ACT_LOG" -> LOG;
      case "SCMP_ACT_ALLOW" -> ALLOW;
      default -> throw new IllegalArgumentException("unsupported seccomp action \"" + name + "\"");
    };
  }

  boolean isPermissive() {
    return equals(ALLOW) || equals(LOG);
  }
}
