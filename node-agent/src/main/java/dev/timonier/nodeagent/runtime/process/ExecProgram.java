package dev.timonier.nodeagent.runtime.process;

import static dev.timonier.nodeagent.linux.SystemCall.CHDIR;
import static dev.timonier.nodeagent.linux.SystemCall.CLONE;
import static dev.timonier.nodeagent.linux.SystemCall.CLOSE_RANGE;
import static dev.timonier.nodeagent.linux.SystemCall.EXIT_GROUP;
import static dev.timonier.nodeagent.linux.SystemCall.PIDFD_OPEN;
import static dev.timonier.nodeagent.linux.SystemCall.PRCTL;
import static dev.timonier.nodeagent.linux.SystemCall.SETNS;
import static dev.timonier.nodeagent.linux.SystemCall.WAIT4;
import static dev.timonier.nodeagent.runtime.process.program.Argument.number;
import static dev.timonier.nodeagent.runtime.process.program.Argument.text;

import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.runtime.process.program.Argument;
import dev.timonier.nodeagent.runtime.process.program.SystemCallProgram;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// Runs a further command in a container: a child enters the container's control groups and
/// namespaces and executes the command; its parent stays outside, waits for it, and reports how it
/// ended. Standard streams are those of the parent, or a terminal of the container.
final class ExecProgram {
  private static final long EVERY_DESCRIPTOR = 0xFFFF_FFFFL;
  private static final long NAMESPACES =
      Linux.CLONE_NEWNS
          | Linux.CLONE_NEWIPC
          | Linux.CLONE_NEWNET
          | Linux.CLONE_NEWUTS
          | Linux.CLONE_NEWCGROUP;
  private static final int STATUS_SIZE = 4;

  private final Steps steps = new Steps();
  private final Argument.Cell status = steps.program().cell(STATUS_SIZE);
  private final ProcessSpec process;
  private final ExecuteSteps execute;

  /// @param container number of the container's process
  /// @param terminal number of a terminal in the container
  ExecProgram(
      long container,
      List<Path> joinFiles,
      ProcessSpec process,
      int lastCapability,
      OptionalInt terminal,
      Path reportFile) {
    this.process = process;
    this.execute = new ExecuteSteps(steps, process);
    var failed = steps.label();
    var child = steps.label();
    steps.program().failTo(failed);
    steps.call("close descriptors", CLOSE_RANGE, number(3), number(EVERY_DESCRIPTOR), number(0));
    var report = steps.create(reportFile.toString(), 0600).result();
    steps.call("hide", PRCTL, number(Linux.PR_SET_DUMPABLE), number(0));
    var handle = steps.call("find container", PIDFD_OPEN, number(container), number(0)).result();
    steps.call("enter process namespace", SETNS, handle, number(Linux.CLONE_NEWPID));
    var command = steps.call("start command", CLONE, number(Linux.SIGCHLD)).ifZero(child);
    List.of(number(0), number(1), number(2), handle).forEach(steps::close);
    steps.call("wait", WAIT4, command.result(), status, number(0), number(0));
    steps.program().report(report);
    steps.attempt("exit", EXIT_GROUP, number(0));
    steps.bind(child);
    new SignalSteps(steps).reset();
    joinFiles.forEach(file -> steps.write(file, "0"));
    steps.call("enter namespaces", SETNS, handle, number(NAMESPACES));
    terminal.ifPresent(this::connectTerminal);
    runCommand(lastCapability);
    steps.program().handleFailure(failed, report, ContainerProgram.FAILED);
  }

  private void connectTerminal(int number) {
    var descriptor = steps.open("/dev/pts/" + number, Linux.O_RDWR | Linux.O_NOCTTY).result();
    ContainerProgram.connectTerminal(steps, descriptor);
  }

  private void runCommand(int lastCapability) {
    steps.call(
        "close descriptors on execution",
        CLOSE_RANGE,
        number(3),
        number(EVERY_DESCRIPTOR),
        number(Linux.CLOSE_RANGE_CLOEXEC));
    steps.call("chdir to cwd", CHDIR, text(process.workingDirectory()));
    new PrivilegeSteps(steps, process, lastCapability).drop();
    execute.execute();
  }

  SystemCallProgram program() {
    return steps.program();
  }

  /// The command's exit code.
  ///
  /// @param reports one of the command, if it failed to start, then one of its parent
  /// @throws ExecFailure when the command was not executed
  int exitCode(byte[] reports) throws ExecFailure {
    var size = program().reportSize();
    if (reports.length < size) {
      throw new ExecFailure("the container is gone");
    }
    var report = program().read(Arrays.copyOf(reports, size));
    if (report.failure().isPresent()) {
      throw new ExecFailure(
          execute.complaint(report).orElseGet(() -> ContainerProgram.generalComplaint(report)));
    }
    return ShimRecords.exitCode(report.cell(status, STATUS_SIZE).getInt());
  }

  /// The command could not be executed.
  static final class ExecFailure extends Exception {
    private static final long serialVersionUID = 1;

    ExecFailure(String why) {
      super("failed to exec in container: unable to start container process: " + why);
    }
  }
}
