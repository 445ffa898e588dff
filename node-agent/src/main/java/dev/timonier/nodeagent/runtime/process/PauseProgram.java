package dev.timonier.nodeagent.runtime.process;

import static dev.timonier.nodeagent.linux.SystemCall.CHDIR;
import static dev.timonier.nodeagent.linux.SystemCall.CLONE;
import static dev.timonier.nodeagent.linux.SystemCall.CLOSE_RANGE;
import static dev.timonier.nodeagent.linux.SystemCall.EXIT_GROUP;
import static dev.timonier.nodeagent.linux.SystemCall.PRCTL;
import static dev.timonier.nodeagent.linux.SystemCall.RENAMEAT2;
import static dev.timonier.nodeagent.linux.SystemCall.RT_SIGPROCMASK;
import static dev.timonier.nodeagent.linux.SystemCall.RT_SIGTIMEDWAIT;
import static dev.timonier.nodeagent.linux.SystemCall.SETSID;
import static dev.timonier.nodeagent.linux.SystemCall.WAIT4;
import static dev.timonier.nodeagent.linux.SystemCall.WRITE;
import static dev.timonier.nodeagent.runtime.process.program.Argument.number;
import static dev.timonier.nodeagent.runtime.process.program.Argument.text;

import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.runtime.process.program.Argument;
import dev.timonier.nodeagent.runtime.process.program.SystemCallProgram;
import java.nio.file.Path;

/// The first process of a process namespace that the containers of a pod share: it reaps the
/// orphans, and does nothing else. Its number is in the sandbox' file `pause`.
final class PauseProgram {
  private static final int SIGNAL_SET_SIZE = 8;
  private static final Argument HERE = number(Linux.AT_FDCWD);

  private final Steps steps = new Steps();

  PauseProgram(Path sandbox) {
    var failed = steps.label();
    var pause = steps.label();
    steps.program().failTo(failed);
    steps.call("change directory", CHDIR, text(sandbox.toString()));
    var child =
        steps.call("start pause", CLONE, number(Linux.SIGCHLD | Linux.CLONE_NEWPID)).ifZero(pause);
    var file = steps.create("pause.new", 0600).result();
    steps.call("record", WRITE, file, child.resultAddress(), number(8));
    steps.call("rename", RENAMEAT2, HERE, text("pause.new"), HERE, text("pause"), number(0));
    steps.attempt("exit", EXIT_GROUP, number(0));
    steps.bind(pause);
    pause();
    steps.program().handleFailure(failed, number(1), ContainerProgram.FAILED);
  }

  private void pause() {
    var all = ShimSteps.words(-1);
    var next = steps.label();
    var reap = steps.label();
    steps.call("start session", SETSID);
    steps.call("set name", PRCTL, number(Linux.PR_SET_NAME), text("timonier-pause"));
    steps.call(
        "block signals",
        RT_SIGPROCMASK,
        number(Linux.SIG_BLOCK),
        all,
        number(0),
        number(SIGNAL_SET_SIZE));
    steps.call("close descriptors", CLOSE_RANGE, number(0), number(0xFFFF_FFFFL), number(0));
    steps.bind(next);
    steps.attempt(
        "wait for signal",
        RT_SIGTIMEDWAIT,
        ShimSteps.words(1L << (Linux.SIGCHLD - 1)),
        number(0),
        number(0),
        number(SIGNAL_SET_SIZE));
    steps.bind(reap);
    steps
        .call("reap", WAIT4, number(-1), number(0), number(Linux.WNOHANG), number(0))
        .ifPositive(reap)
        .ifZero(next)
        .ifNegative(next);
  }

  SystemCallProgram program() {
    return steps.program();
  }
}
