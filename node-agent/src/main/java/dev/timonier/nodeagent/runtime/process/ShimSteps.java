package dev.timonier.nodeagent.runtime.process;

import static dev.timonier.nodeagent.linux.SystemCall.CHDIR;
import static dev.timonier.nodeagent.linux.SystemCall.CLOCK_GETTIME;
import static dev.timonier.nodeagent.linux.SystemCall.CLONE;
import static dev.timonier.nodeagent.linux.SystemCall.CLOSE_RANGE;
import static dev.timonier.nodeagent.linux.SystemCall.EXIT_GROUP;
import static dev.timonier.nodeagent.linux.SystemCall.FCNTL;
import static dev.timonier.nodeagent.linux.SystemCall.GETPID;
import static dev.timonier.nodeagent.linux.SystemCall.PIPE2;
import static dev.timonier.nodeagent.linux.SystemCall.PRCTL;
import static dev.timonier.nodeagent.linux.SystemCall.READ;
import static dev.timonier.nodeagent.linux.SystemCall.RENAMEAT2;
import static dev.timonier.nodeagent.linux.SystemCall.RT_SIGPROCMASK;
import static dev.timonier.nodeagent.linux.SystemCall.RT_SIGTIMEDWAIT;
import static dev.timonier.nodeagent.linux.SystemCall.SETSID;
import static dev.timonier.nodeagent.linux.SystemCall.WAIT4;
import static dev.timonier.nodeagent.linux.SystemCall.WRITE;
import static dev.timonier.nodeagent.runtime.process.program.Argument.number;
import static dev.timonier.nodeagent.runtime.process.program.Argument.text;

import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.runtime.ContainerConfig.StdinMode;
import dev.timonier.nodeagent.runtime.TerminalMode;
import dev.timonier.nodeagent.runtime.process.program.Argument;
import dev.timonier.nodeagent.runtime.process.program.SystemCallProgram.Label;
import dev.timonier.nodeagent.runtime.process.program.SystemCallProgram.Step;
import java.util.List;
import java.util.Optional;

/// The shim: the parent of a container's process, outside of the container. It holds the
/// container's streams open, so that nothing is lost while no agent reads them; it records how the
/// container ended; then it waits to be killed by an agent that has read everything. Signals to the
/// shim: SIGUSR1 closes the container's standard input.
final class ShimSteps {
  private static final int FIRST_OWN_DESCRIPTOR = 10;

  /// The ends of a pipe that tells the launcher that the start is over: it is the first to get
  /// descriptors after all were closed. (Java takes a process' output to be complete when the
  /// process has ended, although others may still write, so the launcher may not end before.)
  private static final int ANNOUNCED = 3;

  private static final int ANNOUNCING = 4;

  private static final int TIME_SIZE = 16;
  private static final long ALL_SIGNALS = -1;
  private static final long EVERY_DESCRIPTOR = 0xFFFF_FFFFL;
  private static final long SIGNALS_TO_THE_SHIM =
      (1L << (Linux.SIGCHLD - 1)) | (1L << (Linux.SIGUSR1 - 1));

  /// The container's ends of its streams.
  record Streams(Optional<Argument> in, Argument out, Argument error) {}

  private final Steps steps;
  private final StartPlan plan;
  private Argument standardInput = number(-1);

  ShimSteps(Steps steps, StartPlan plan) {
    this.steps = steps;
    this.plan = plan;
  }

  /// Leaves the agent: no descriptor but a way to report, and another parent. The launcher ends
  /// when the start is over.
  ///
  /// @return the descriptor for reports
  Argument detach() {
    steps.call("close descriptors", CLOSE_RANGE, number(3), number(EVERY_DESCRIPTOR), number(0));
    steps.call("hide", PRCTL, number(Linux.PR_SET_DUMPABLE), number(0));
    var report =
        steps.call(
            "keep report",
            FCNTL,
            number(1),
            number(Linux.F_DUPFD_CLOEXEC),
            number(FIRST_OWN_DESCRIPTOR));
    steps.call("create pipe", PIPE2, steps.program().cell(8), number(Linux.O_CLOEXEC));
    var launched = steps.label();
    var shim = steps.label();
    steps.call("start shim", CLONE, number(Linux.SIGCHLD)).ifPositive(launched).ifZero(shim);
    steps.bind(launched);
    steps.close(number(ANNOUNCING));
    steps.attempt(
        "wait for the start", READ, number(ANNOUNCED), steps.program().cell(8), number(8));
    steps.attempt("exit", EXIT_GROUP, number(0));
    steps.bind(shim);
    steps.close(number(ANNOUNCED));
    return report.result();
  }

  void begin() {
    steps.call("start session", SETSID);
    steps.call("change directory", CHDIR, text(plan.directory().toString()));
    steps.call("set name", PRCTL, number(Linux.PR_SET_NAME), text("timonier-shim"));
    steps.call(
        "block signals",
        RT_SIGPROCMASK,
        number(Linux.SIG_BLOCK),
        words(ALL_SIGNALS),
        number(0),
        number(SignalSteps.SET_SIZE));
    new SignalSteps(steps).handleAsDefault(Linux.SIGCHLD, Linux.SA_NOCLDSTOP);
  }

  /// Opens both ends of each stream.
  Streams openStreams() {
    var in = plan.stdin() == StdinMode.CLOSED ? Optional.<Argument>empty() : openInput();
    return new Streams(in, openOutput("stdout"), openOutput("stderr"));
  }

  private Optional<Argument> openInput() {
    steps.open("stdin", Linux.O_RDONLY | Linux.O_NONBLOCK);
    standardInput = steps.open("stdin", Linux.O_WRONLY).result();
    return Optional.of(steps.open("stdin", Linux.O_RDONLY).result());
  }

  private Argument openOutput(String name) {
    steps.open(name, Linux.O_RDWR);
    return steps.open(name, Linux.O_WRONLY).result();
  }

  /// Starts the container's process, and goes on when it executes its program (or failed to). A
  /// container with a terminal shares the shim's descriptors until then, so that the shim is left
  /// with the terminal's other end.
  Step startChild(Label child) {
    var flags = (long) Linux.SIGCHLD | Linux.CLONE_VFORK;
    if (plan.process().terminal() == TerminalMode.TERMINAL) {
      flags |= Linux.CLONE_FILES;
    }
    switch (plan.processNamespace()) {
      case StartPlan.ProcessNamespace.OfItsOwn _ -> flags |= Linux.CLONE_NEWPID;
      case StartPlan.ProcessNamespace.OfThePod pod -> steps.enter(pod.file(), Linux.CLONE_NEWPID);
      case StartPlan.ProcessNamespace.OfTheMachine _ -> {}
    }
    return steps.call("start container", CLONE, number(flags)).ifZero(child);
  }

  /// Says who runs, and that the start is over, in that order.
  void announce(Step child, Streams streams, Argument report) {
    var self = steps.call("own number", GETPID);
    var now = steps.program().cell(TIME_SIZE);
    steps.call("time", CLOCK_GETTIME, number(0), now);
    var file = steps.create("started.new", 0600).result();
    steps.call("record", WRITE, file, child.resultAddress(), number(8));
    steps.call("record", WRITE, file, self.resultAddress(), number(8));
    steps.call("record", WRITE, file, now, number(TIME_SIZE));
    steps.close(file);
    rename("started.new", "started");
    streams.in().ifPresent(steps::close);
    List.of(streams.out(), streams.error(), report, number(0), number(1), number(2))
        .forEach(steps::close);
    steps.close(number(ANNOUNCING));
  }

  /// Waits for the container's end, records it, and stays.
  void supervise(Step child) {
    var record = steps.program().cell(8 + TIME_SIZE);
    var wait = steps.label();
    var ended = steps.label();
    var stay = steps.label();
    steps.bind(wait);
    awaitSignal(SIGNALS_TO_THE_SHIM);
    steps
        .call("wait", WAIT4, child.result(), record, number(Linux.WNOHANG), number(0))
        .ifPositive(ended)
        .ifNegative(ended);
    steps.close(standardInput);
    jump(wait);
    steps.bind(ended);
    steps.call("time", CLOCK_GETTIME, number(0), record.plus(8));
    var file = steps.create("exit.new", 0600).result();
    steps.call("record", WRITE, file, record, number(8 + TIME_SIZE));
    steps.close(file);
    rename("exit.new", plan.exitFile().toString());
    steps.bind(stay);
    awaitSignal(0);
    jump(stay);
  }

  private void awaitSignal(long signals) {
    steps.attempt(
        "wait for signal",
        RT_SIGTIMEDWAIT,
        words(signals),
        number(0),
        number(0),
        number(SignalSteps.SET_SIZE));
  }

  private void jump(Label label) {
    steps.attempt("go on", GETPID).ifPositive(label);
  }

  private void rename(String from, String to) {
    steps.call(
        "rename " + from,
        RENAMEAT2,
        number(Linux.AT_FDCWD),
        text(from),
        number(Linux.AT_FDCWD),
        text(to),
        number(0));
  }

  static Argument words(long... values) {
    return new Argument.Words(java.util.Arrays.stream(values).mapToObj(Argument::number).toList());
  }
}
