package dev.timonier.nodeagent.runtime.process;

import static dev.timonier.nodeagent.linux.SystemCall.CHDIR;
import static dev.timonier.nodeagent.linux.SystemCall.CLOSE_RANGE;
import static dev.timonier.nodeagent.linux.SystemCall.DUP3;
import static dev.timonier.nodeagent.linux.SystemCall.FCHOWN;
import static dev.timonier.nodeagent.linux.SystemCall.IOCTL;
import static dev.timonier.nodeagent.linux.SystemCall.SETSID;
import static dev.timonier.nodeagent.runtime.process.program.Argument.number;
import static dev.timonier.nodeagent.runtime.process.program.Argument.text;

import dev.timonier.nodeagent.linux.Errno;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.runtime.process.program.Argument;
import dev.timonier.nodeagent.runtime.process.program.ProgramReport;
import dev.timonier.nodeagent.runtime.process.program.SystemCallProgram;

/// The start of a container, from the agent's child to the container's own program:
///
/// ```
/// agent ── launcher ── shim ── container
///             │          │         joins control groups and namespaces, builds its root,
///             │          │         drops privileges, executes the program
///             │          └ holds the streams, records the end
///             └ ends at once
/// ```
final class ContainerProgram {
  /// Where the shim has the outer end of a container's terminal.
  static final int TERMINAL = 20;

  static final int FAILED = 128;
  private static final long EVERY_DESCRIPTOR = 0xFFFF_FFFFL;

  private final Steps steps = new Steps();
  private final StartPlan plan;
  private final ShimSteps shim;
  private final ExecuteSteps execute;
  private final int lastCapability;

  ContainerProgram(StartPlan plan, int lastCapability) {
    this.plan = plan;
    this.lastCapability = lastCapability;
    this.shim = new ShimSteps(steps, plan);
    this.execute = new ExecuteSteps(steps, plan.process());
    write();
  }

  SystemCallProgram program() {
    return steps.program();
  }

  private void write() {
    var failed = steps.label();
    var container = steps.label();
    steps.program().failTo(failed);
    var report = shim.detach();
    shim.begin();
    var streams = shim.openStreams();
    var child = shim.startChild(container);
    shim.announce(child, streams, report);
    shim.supervise(child);
    steps.bind(container);
    writeContainer(streams);
    steps.program().handleFailure(failed, report, FAILED);
  }

  private void writeContainer(ShimSteps.Streams streams) {
    new SignalSteps(steps).reset();
    joinControlGroups();
    enterNamespaces();
    new RootSteps(steps, plan).build();
    switch (plan.process().terminal()) {
      case TERMINAL -> openTerminal();
      case NONE -> connectStreams(streams);
    }
    steps.call(
        "close descriptors on execution",
        CLOSE_RANGE,
        number(3),
        number(EVERY_DESCRIPTOR),
        number(Linux.CLOSE_RANGE_CLOEXEC));
    steps.call(
        "chdir to cwd (\"" + plan.process().workingDirectory() + "\")",
        CHDIR,
        text(plan.process().workingDirectory()));
    new PrivilegeSteps(steps, plan.process(), lastCapability).drop();
    execute.execute();
  }

  /// A machine that lacks CAP_SYS_RESOURCE refuses to lower the score.
  private void joinControlGroups() {
    plan.joinFiles().forEach(file -> steps.write(file, "0"));
    plan.oomScoreAdjust()
        .ifPresent(score -> steps.tryToWrite("/proc/self/oom_score_adj", Long.toString(score)));
  }

  private void enterNamespaces() {
    plan.namespaces().forEach(namespace -> steps.enter(namespace.file(), namespace.kind()));
  }

  private void connectStreams(ShimSteps.Streams streams) {
    steps.call("start session", SETSID);
    var in = streams.in().orElseGet(() -> steps.open("/dev/null", Linux.O_RDWR).result());
    connect(in, 0);
    connect(streams.out(), 1);
    connect(streams.error(), 2);
  }

  /// The container's user may open its own streams again, by `/dev/stdout`.
  private void connect(Argument stream, int number) {
    var identity = plan.process().identity();
    steps.call("connect stream " + number, DUP3, stream, number(number), number(0));
    if (identity.user() != 0) {
      steps.attempt(
          "own stream " + number,
          FCHOWN,
          stream,
          number(identity.user()),
          number(identity.group()));
    }
  }

  /// Opens a terminal of the container's own and leaves its outer end to the shim.
  private void openTerminal() {
    var outer = steps.open("/dev/pts/ptmx", Linux.O_RDWR | Linux.O_NOCTTY).result();
    steps.call("unlock terminal", IOCTL, outer, number(Linux.TIOCSPTLCK), ShimSteps.words(0));
    var inner =
        steps
            .call(
                "open terminal",
                IOCTL,
                outer,
                number(Linux.TIOCGPTPEER),
                number(Linux.O_RDWR | Linux.O_NOCTTY))
            .result();
    steps.call("keep terminal", DUP3, outer, number(TERMINAL), number(Linux.O_CLOEXEC));
    steps.close(outer);
    steps.file("/dev/console");
    steps.mount("/dev/pts/0", "/dev/console", "", Linux.MS_BIND, "");
    connectTerminal(steps, inner);
    steps.attempt(
        "own terminal", FCHOWN, inner, number(plan.process().identity().user()), number(-1));
    steps.close(inner);
  }

  static void connectTerminal(Steps steps, Argument terminal) {
    steps.call("start session", SETSID);
    steps.call("control terminal", IOCTL, terminal, number(Linux.TIOCSCTTY), number(0));
    for (var stream = 0; stream < 3; stream++) {
      steps.call("connect stream " + stream, DUP3, terminal, number(stream), number(0));
    }
  }

  /// Why the start failed, in Kubernetes' words where it has some.
  String complaint(byte[] report) {
    var read = program().read(report);
    return "unable to start container process: error during container init: "
        + execute.complaint(read).orElseGet(() -> generalComplaint(read));
  }

  static String generalComplaint(ProgramReport report) {
    return report
        .failure()
        .map(failure -> failure.description() + ": " + Errno.message(failure.errno()))
        .orElse("the process ended");
  }
}
