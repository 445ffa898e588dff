package dev.timonier.nodeagent.runtime.process;

import static dev.timonier.nodeagent.linux.SystemCall.RT_SIGACTION;
import static dev.timonier.nodeagent.linux.SystemCall.RT_SIGPROCMASK;
import static dev.timonier.nodeagent.runtime.process.program.Argument.number;

import dev.timonier.nodeagent.linux.Linux;
import java.util.Set;
import java.util.stream.IntStream;

/// How a process takes signals. What its ancestors ignored stays ignored otherwise: whoever starts
/// the agent in the background of a shell script has it ignore SIGINT.
final class SignalSteps {
  static final int SET_SIZE = 8;
  private static final int LAST = 64;
  private static final Set<Integer> UNCHANGEABLE = Set.of(9, 19);

  private final Steps steps;

  SignalSteps(Steps steps) {
    this.steps = steps;
  }

  /// As a program expects it: none is ignored, none is blocked.
  void reset() {
    IntStream.rangeClosed(1, LAST)
        .filter(signal -> !UNCHANGEABLE.contains(signal))
        .forEach(signal -> handleAsDefault(signal, 0));
    steps.call(
        "unblock signals",
        RT_SIGPROCMASK,
        number(Linux.SIG_SETMASK),
        ShimSteps.words(0),
        number(0),
        number(SET_SIZE));
  }

  void handleAsDefault(int signal, long flags) {
    steps.call(
        "reset signal " + signal,
        RT_SIGACTION,
        number(signal),
        ShimSteps.words(0, flags, 0, 0),
        number(0),
        number(SET_SIZE));
  }
}
