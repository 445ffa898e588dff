package dev.timonier.nodeagent.runtime.process;

import static dev.timonier.nodeagent.linux.SystemCall.EXECVE;
import static dev.timonier.nodeagent.linux.SystemCall.FACCESSAT;
import static dev.timonier.nodeagent.runtime.process.program.Argument.number;
import static dev.timonier.nodeagent.runtime.process.program.Argument.text;
import static dev.timonier.nodeagent.runtime.process.program.Argument.texts;

import dev.timonier.nodeagent.linux.Errno;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.runtime.process.program.ProgramReport;
import dev.timonier.nodeagent.runtime.process.program.SystemCallProgram.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Executes the container's program: the file itself, or what the search path finds first. The
/// search takes place in the process, because only there all mounts of the container are seen.
final class ExecuteSteps {
  private static final String GIVE_UP = "give up";

  private record Candidate(String path, Step look, Step execute) {}

  private final Steps steps;
  private final ProcessSpec process;
  private final List<Candidate> candidates = new ArrayList<>();

  ExecuteSteps(Steps steps, ProcessSpec process) {
    this.steps = steps;
    this.process = process;
  }

  private String command() {
    return process.arguments().getFirst();
  }

  private boolean isPath() {
    return command().contains("/");
  }

  void execute() {
    if (isPath()) {
      candidate(command());
    } else {
      process.searchPath().forEach(directory -> candidate(directory + "/" + command()));
    }
    steps.call(GIVE_UP, EXECVE, text(""), number(0), number(0));
  }

  private void candidate(String path) {
    var next = steps.label();
    var look =
        steps
            .call("look at " + path, FACCESSAT, number(Linux.AT_FDCWD), text(path), number(0))
            .ifNegative(next);
    var execute =
        steps.call(
            "execute " + path,
            EXECVE,
            text(path),
            texts(process.arguments()),
            texts(process.environment()));
    execute.ifNegative(next);
    steps.bind(next);
    candidates.add(new Candidate(path, look, execute));
  }

  /// Why nothing was executed, in the words of Go's `exec`; empty when it did not come to that.
  Optional<String> complaint(ProgramReport report) {
    var gaveUp =
        report.failure().stream().anyMatch(failure -> failure.description().equals(GIVE_UP));
    if (!gaveUp) {
      return Optional.empty();
    }
    return Optional.of(isPath() ? aboutFile(report) : aboutSearch(report));
  }

  private String aboutFile(ProgramReport report) {
    var candidate = candidates.getFirst();
    var quoted = "exec: \"" + command() + "\": ";
    if (report.result(candidate.look) < 0) {
      var why = Errno.message((int) -report.result(candidate.look));
      return quoted + "stat " + command() + ": " + why;
    }
    var errno = (int) -report.result(candidate.execute);
    return errno == Errno.EACCES
        ? quoted + Errno.message(errno)
        : "exec " + command() + ": " + Errno.message(errno);
  }

  private String aboutSearch(ProgramReport report) {
    return candidates.stream()
        .filter(each -> report.result(each.execute) < 0)
        .filter(each -> report.result(each.execute) != -Errno.EACCES)
        .findFirst()
        .map(each -> "exec " + each.path + ": " + Errno.message((int) -report.result(each.execute)))
        .orElse("exec: \"" + command() + "\": executable file not found in $PATH");
  }
}
