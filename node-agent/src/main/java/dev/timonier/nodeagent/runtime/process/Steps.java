package dev.timonier.nodeagent.runtime.process;

import static dev.timonier.nodeagent.linux.SystemCall.CLOSE;
import static dev.timonier.nodeagent.linux.SystemCall.MKDIRAT;
import static dev.timonier.nodeagent.linux.SystemCall.MKNODAT;
import static dev.timonier.nodeagent.linux.SystemCall.MOUNT;
import static dev.timonier.nodeagent.linux.SystemCall.OPENAT;
import static dev.timonier.nodeagent.linux.SystemCall.OPENAT2;
import static dev.timonier.nodeagent.linux.SystemCall.SETNS;
import static dev.timonier.nodeagent.linux.SystemCall.SYMLINKAT;
import static dev.timonier.nodeagent.linux.SystemCall.WRITE;
import static dev.timonier.nodeagent.runtime.process.program.Argument.number;
import static dev.timonier.nodeagent.runtime.process.program.Argument.text;

import dev.timonier.nodeagent.linux.Architecture;
import dev.timonier.nodeagent.linux.Linux;
import dev.timonier.nodeagent.linux.SystemCall;
import dev.timonier.nodeagent.runtime.process.program.Argument;
import dev.timonier.nodeagent.runtime.process.program.SystemCallProgram;
import dev.timonier.nodeagent.runtime.process.program.SystemCallProgram.Label;
import dev.timonier.nodeagent.runtime.process.program.SystemCallProgram.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The sentences that the programs of containers are written in.
final class Steps {
  private static final int ANY_MODE = 0755;
  private static final Argument HERE = number(Linux.AT_FDCWD);

  private final SystemCallProgram program = new SystemCallProgram();

  SystemCallProgram program() {
    return program;
  }

  Label label() {
    return program.label();
  }

  void bind(Label label) {
    program.bind(label);
  }

  Step call(String description, SystemCall call, Argument... arguments) {
    return program.step(description, call, arguments);
  }

  Step attempt(String description, SystemCall call, Argument... arguments) {
    return program.attempt(description, call, arguments);
  }

  Step open(String path, int flags) {
    return call("open " + path, OPENAT, HERE, text(path), number(flags | Linux.O_CLOEXEC));
  }

  Step create(String path, int mode) {
    var flags = Linux.O_CREAT | Linux.O_WRONLY | Linux.O_TRUNC | Linux.O_CLOEXEC;
    return call("create " + path, OPENAT, HERE, text(path), number(flags), number(mode));
  }

  void close(Argument descriptor) {
    attempt("close", CLOSE, descriptor);
  }

  void write(Path file, String content) {
    var descriptor = open(file.toString(), Linux.O_WRONLY).result();
    var length = content.getBytes(StandardCharsets.UTF_8).length;
    call("write " + file, WRITE, descriptor, text(content), number(length));
    close(descriptor);
  }

  /// Writes a file if that is possible.
  void tryToWrite(String file, String content) {
    var skip = label();
    var descriptor = open(file, Linux.O_WRONLY).ifNegative(skip).result();
    attempt("write " + file, WRITE, descriptor, text(content), number(content.length()));
    close(descriptor);
    bind(skip);
  }

  void enter(String namespace, long kind) {
    var descriptor = open(namespace, Linux.O_RDONLY).result();
    call("enter " + namespace, SETNS, descriptor, number(kind));
    close(descriptor);
  }

  void mount(String source, String target, String type, long flags, String data) {
    call(
        "mount \"" + source + "\" to \"" + target + "\"",
        MOUNT,
        text(source),
        text(target),
        text(type),
        number(flags),
        text(data));
  }

  /// Makes a directory and those above it, as far as they are missing; what stands in the way shows
  /// when the directory is used.
  void directories(String path) {
    for (var i = path.indexOf('/', 1); i > 0; i = path.indexOf('/', i + 1)) {
      directory(path.substring(0, i));
    }
    directory(path);
  }

  private void directory(String path) {
    attempt("create directory " + path, MKDIRAT, HERE, text(path), number(ANY_MODE));
  }

  /// A directory to mount something of the kernel on. No symbolic link of the image may lead it
  /// elsewhere.
  void kernelDirectory(String path) {
    directories(path);
    var how =
        new Argument.Words(
            List.of(
                number(
                    Linux.O_PATH | Linux.O_CLOEXEC | Linux.directoryOnly(Architecture.current())),
                number(0),
                number(Linux.RESOLVE_NO_SYMLINKS)));
    var descriptor =
        call("check that " + path + " is a directory", OPENAT2, HERE, text(path), how, number(24));
    close(descriptor.result());
  }

  /// An empty file unless something is there.
  void file(String path) {
    directories(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
    attempt(
        "create file " + path,
        MKNODAT,
        HERE,
        text(path),
        number(Linux.S_IFREG | ANY_MODE),
        number(0));
  }

  void node(String path, long mode, long device) {
    call("create " + path, MKNODAT, HERE, text(path), number(mode), number(device));
  }

  void link(String path, String target) {
    call("link " + path, SYMLINKAT, text(target), HERE, text(path));
  }

  static Argument nothing() {
    return number(0);
  }
}
