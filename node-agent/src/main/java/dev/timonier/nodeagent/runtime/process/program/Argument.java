package dev.timonier.nodeagent.runtime.process.program;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// An argument of a system call.
public sealed interface Argument {
  /// A number that is known beforehand.
  record Constant(long value) implements Argument {}

  /// The address of bytes that the program brings along.
  record Bytes(byte[] bytes) implements Argument {}

  /// The address of an array of addresses that ends with zero.
  record Addresses(List<Argument> elements) implements Argument {}

  /// The address of a structure of words; its addresses are those of other arguments.
  record Words(List<Argument> words) implements Argument {}

  /// What an earlier step answered.
  record ResultOf(SystemCallProgram.Step step) implements Argument {}

  /// Where the answer of a step is.
  record AddressOfResult(SystemCallProgram.Step step) implements Argument {}

  /// The address of room for what system calls write.
  record Cell(int offset) implements Argument {
    /// A place within it.
    public Cell plus(int bytes) {
      return new Cell(offset + bytes);
    }
  }

  /// How long a report is; known when all steps are.
  record ReportSize() implements Argument {}

  static Argument number(long value) {
    return new Constant(value);
  }

  static Argument bytes(byte[] bytes) {
    return new Bytes(bytes);
  }

  /// A text as C has it.
  static Argument text(String text) {
    return new Bytes((text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  /// Texts as `execve` wants them.
  static Argument texts(List<String> texts) {
    return new Addresses(texts.stream().map(Argument::text).toList());
  }
}
