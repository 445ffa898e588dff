package dev.timonier.nodeagent.runtime.process.program;

import static dev.timonier.nodeagent.runtime.process.program.X86Assembler.Register.R10;
import static dev.timonier.nodeagent.runtime.process.program.X86Assembler.Register.R13;
import static dev.timonier.nodeagent.runtime.process.program.X86Assembler.Register.R14;
import static dev.timonier.nodeagent.runtime.process.program.X86Assembler.Register.R8;
import static dev.timonier.nodeagent.runtime.process.program.X86Assembler.Register.R9;
import static dev.timonier.nodeagent.runtime.process.program.X86Assembler.Register.RAX;
import static dev.timonier.nodeagent.runtime.process.program.X86Assembler.Register.RBP;
import static dev.timonier.nodeagent.runtime.process.program.X86Assembler.Register.RBX;
import static dev.timonier.nodeagent.runtime.process.program.X86Assembler.Register.RDI;
import static dev.timonier.nodeagent.runtime.process.program.X86Assembler.Register.RDX;
import static dev.timonier.nodeagent.runtime.process.program.X86Assembler.Register.RSI;

import dev.timonier.nodeagent.linux.Architecture;
import dev.timonier.nodeagent.linux.SystemCall;
import dev.timonier.nodeagent.runtime.process.program.X86Assembler.Condition;
import dev.timonier.nodeagent.runtime.process.program.X86Assembler.Register;
import java.util.List;

/// Reads a [Table] from standard input and works it off. RBP: the table; RBX: the current entry.
final class X86Interpreter {
  private static final List<Register> ARGUMENTS = List.of(RDI, RSI, RDX, R10, R8, R9);

  private final X86Assembler code = new X86Assembler();
  private final Code.Label end = new Code.Label();

  static byte[] machineCode() {
    var interpreter = new X86Interpreter();
    interpreter.readTable();
    interpreter.workOffEntries();
    interpreter.exit();
    return interpreter.code.finish();
  }

  /// R13: how much was read; R14: how much to read, at first the word that says the length.
  private void readTable() {
    var again = new Code.Label();
    code.move(RBP, Table.ADDRESS);
    code.move(R13, 0);
    code.move(R14, 8);
    code.bind(again);
    code.move(RAX, number(SystemCall.READ));
    code.move(RDI, 0);
    code.move(RSI, RBP);
    code.add(RSI, R13);
    code.move(RDX, R14);
    code.subtract(RDX, R13);
    code.systemCall();
    code.test(RAX);
    code.jumpIf(Condition.LESS_OR_EQUAL, end);
    code.add(R13, RAX);
    code.compare(R13, R14);
    code.jumpIf(Condition.BELOW, again);
    code.load(R14, RBP, Table.LENGTH);
    code.compare(R13, R14);
    code.jumpIf(Condition.BELOW, again);
  }

  private void workOffEntries() {
    var next = new Code.Label();
    var zero = new Code.Label();
    var negative = new Code.Label();
    code.load(RBX, RBP, Table.FIRST);
    code.bind(next);
    for (var i = 0; i < ARGUMENTS.size(); i++) {
      loadArgument(i);
    }
    code.load(RAX, RBX, Table.NUMBER);
    code.systemCall();
    code.store(RBX, Table.RESULT, RAX);
    code.test(RAX);
    code.jumpIf(Condition.NEGATIVE, negative);
    code.jumpIf(Condition.ZERO, zero);
    code.load(RBX, RBX, Table.IF_POSITIVE);
    code.jump(next);
    code.bind(zero);
    code.load(RBX, RBX, Table.IF_ZERO);
    code.jump(next);
    code.bind(negative);
    code.store(RBP, Table.FAILED, RBX);
    code.store(RBP, Table.FAILURE, RAX);
    code.load(RBX, RBX, Table.IF_NEGATIVE);
    code.jump(next);
  }

  private void loadArgument(int index) {
    var direct = new Code.Label();
    var register = ARGUMENTS.get(index);
    code.load(register, RBX, Table.ARGUMENTS + 8 * index);
    code.testByte(RBX, Table.INDIRECT, 1 << index);
    code.jumpIf(Condition.ZERO, direct);
    code.load(register, register, 0);
    code.bind(direct);
  }

  private void exit() {
    code.bind(end);
    code.move(RAX, number(SystemCall.EXIT_GROUP));
    code.move(RDI, 127);
    code.systemCall();
  }

  private static long number(SystemCall call) {
    return call.number(Architecture.X86_64);
  }
}
