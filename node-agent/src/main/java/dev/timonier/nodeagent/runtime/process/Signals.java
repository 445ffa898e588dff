package dev.timonier.nodeagent.runtime.process;

import java.util.List;
import java.util.Locale;

/// Signals by name or number, as images and pods state them.
final class Signals {
  private static final int TERMINATE = 15;
  private static final int REAL_TIME_MINIMUM = 34;
  private static final int REAL_TIME_MAXIMUM = 64;
  private static final List<String> NAMES =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private Signals() {}

  /// The signal's number; SIGTERM for what is not understood.
  static int number(String name) {
    var plain = name.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    if (plain.matches("\\d{1,2}")) {
      return Integer.parseInt(plain);
    }
    if (plain.startsWith("RTMIN")) {
      return REAL_TIME_MINIMUM + offset(plain);
    }
    if (plain.startsWith("RTMAX")) {
      return REAL_TIME_MAXIMUM + offset(plain);
    }
    var number = NAMES.indexOf(plain);
    return number > 0 ? number : TERMINATE;
  }

  private static int offset(String name) {
    var offset = name.substring("RTMIN".length());
    return offset.matches("[+-]\\d{1,2}") ? Integer.parseInt(offset) : 0;
  }
}
