package dev.timonier.nodeagent.runtime.process.program;

import static dev.timonier.nodeagent.runtime.process.program.Argument.number;
import static dev.timonier.nodeagent.runtime.process.program.Argument.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.nodeagent.linux.Architecture;
import dev.timonier.nodeagent.linux.Errno;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.SystemCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutableTest {
  private static final Path EMULATOR = Path.of("/usr/bin/qemu-aarch64-static");

  @TempDir Path directory;

  private record Outcome(int exitCode, byte[] output) {}

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void stepsRunInOrderAndResultsAreArgumentsOfLaterSteps(Architecture architecture)
      throws Exception {
    var program = new SystemCallProgram();
    var end = program.label();
    program.failTo(end);
    var file =
        program.step(
            "open",
            SystemCall.OPENAT,
            number(Linux.AT_FDCWD),
            text(directory.resolve("greeting").toString()),
            number(Linux.O_CREAT | Linux.O_WRONLY),
            number(0600));
    program.step("write", SystemCall.WRITE, file.result(), text("hello"), number(5));
    program.bind(end);
    program.step("exit", SystemCall.EXIT_GROUP, number(3));

    assertThat(run(architecture, program).exitCode).isEqualTo(3);
    assertThat(directory.resolve("greeting")).hasContent("hello");
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void failedStepIsNamedInTheReport(Architecture architecture) throws Exception {
    var program = new SystemCallProgram();
    var failed = program.label();
    program.failTo(failed);
    program.attempt("may fail", SystemCall.CHDIR, text("/nowhere"));
    program.step("enter the void", SystemCall.CHDIR, text("/dev/null"));
    program.step("never", SystemCall.EXIT_GROUP, number(1));
    program.handleFailure(failed, number(1), 9);

    var outcome = run(architecture, program);

    assertThat(outcome.exitCode).isEqualTo(9);
    assertThat(program.read(outcome.output).failure())
        .contains(new ProgramReport.Failure("enter the void", Errno.ENOTDIR));
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void parentAndChildTakeDifferentPathsAndParentLearnsTheExitStatus(Architecture architecture)
      throws Exception {
    var program = new SystemCallProgram();
    var parent = program.label();
    var failed = program.label();
    program.failTo(failed);
    var status = program.cell(4);
    var child =
        program
            .step("clone", SystemCall.CLONE, number(Linux.SIGCHLD | Linux.CLONE_VFORK))
            .ifPositive(parent);
    program.step("child", SystemCall.EXIT_GROUP, number(42));
    program.bind(parent);
    program.step("wait", SystemCall.WAIT4, child.result(), status, number(0), number(0));
    program.bind(failed);
    program.report(number(1));
    program.step("exit", SystemCall.EXIT_GROUP, number(0));

    var outcome = run(architecture, program);

    var report = program.read(outcome.output);
    assertThat(report.failure()).isEmpty();
    assertThat(report.result(child)).isPositive();
    assertThat(report.cell(status, 4).getInt()).isEqualTo(42 << 8);
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void restOfStandardInputBelongsToTheProgramThatIsExecuted(Architecture architecture)
      throws Exception {
    var program = new SystemCallProgram();
    var failed = program.label();
    program.failTo(failed);
    var word = program.cell(8);
    var got = program.step("read", SystemCall.READ, number(0), word, number(8));
    program.step("echo", SystemCall.WRITE, number(1), word, got.result());
    program.bind(failed);
    program.step("exit", SystemCall.EXIT_GROUP, number(0));

    assertThat(run(architecture, program, "rest").output).asString().isEqualTo("rest");
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void incompleteTableEndsTheProcess(Architecture architecture) throws Exception {
    assertThat(run(architecture, new byte[] {100, 0, 0, 0, 0, 0, 0, 0, 1}).exitCode).isEqualTo(127);
  }

  private Outcome run(Architecture architecture, SystemCallProgram program) throws Exception {
    return run(architecture, program, "");
  }

  private Outcome run(Architecture architecture, SystemCallProgram program, String input)
      throws Exception {
    var table = program.encode(architecture);
    var bytes = java.util.Arrays.copyOf(table, table.length + input.length());
    System.arraycopy(
        input.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        0,
        bytes,
        table.length,
        input.length());
    return run(architecture, bytes);
  }

  private Outcome run(Architecture architecture, byte[] input) throws Exception {
    var process = new ProcessBuilder(command(architecture)).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(input);
    }
    var output = process.getInputStream().readAllBytes();
    return new Outcome(process.waitFor(), output);
  }

  private List<String> command(Architecture architecture) throws IOException {
    var executable = directory.resolve("program");
    Files.write(executable, Executable.of(architecture));
    Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
    if (architecture == Architecture.current()) {
      return List.of(executable.toString());
    }
    assertThat(EMULATOR).as("Debian package qemu-user-static").exists();
    return List.of(EMULATOR.toString(), executable.toString());
  }
}
