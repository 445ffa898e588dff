package dev.timonier.nodeagent.runtime.process.program;

import dev.timonier.nodeagent.linux.Architecture;
import dev.timonier.nodeagent.linux.SystemCall;
import dev.timonier.nodeagent.runtime.process.program.ArmAssembler.Condition;

/// Reads a [Table] from standard input and works it off, as [X86Interpreter] does.
final class ArmInterpreter {
  private static final int RESULT = 0;
  private static final int NUMBER = 8;
  private static final int INDIRECT = 9;
  private static final int TABLE = 19;
  private static final int ENTRY = 20;
  private static final int DONE = 21;
  private static final int WANTED = 22;

  private final ArmAssembler code = new ArmAssembler();
  private final Code.Label end = new Code.Label();

  static byte[] machineCode() {
    var interpreter = new ArmInterpreter();
    interpreter.readTable();
    interpreter.workOffEntries();
    interpreter.exit();
    return interpreter.code.finish();
  }

  private void readTable() {
    var again = new Code.Label();
    code.move(TABLE, Table.ADDRESS);
    code.move(DONE, 0);
    code.move(WANTED, 8);
    code.bind(again);
    code.move(NUMBER, number(SystemCall.READ));
    code.move(0, 0);
    code.add(1, TABLE, DONE);
    code.subtract(2, WANTED, DONE);
    code.systemCall();
    code.compareWithZero(RESULT);
    code.branchIf(Condition.LESS_OR_EQUAL, end);
    code.add(DONE, DONE, RESULT);
    code.compare(DONE, WANTED);
    code.branchIf(Condition.LOWER, again);
    code.load(WANTED, TABLE, Table.LENGTH);
    code.compare(DONE, WANTED);
    code.branchIf(Condition.LOWER, again);
  }

  private void workOffEntries() {
    var next = new Code.Label();
    var zero = new Code.Label();
    var negative = new Code.Label();
    code.load(ENTRY, TABLE, Table.FIRST);
    code.bind(next);
    code.load(INDIRECT, ENTRY, Table.INDIRECT);
    for (var i = 0; i < 6; i++) {
      loadArgument(i);
    }
    code.load(NUMBER, ENTRY, Table.NUMBER);
    code.systemCall();
    code.store(ENTRY, Table.RESULT, RESULT);
    code.branchIfBitSet(RESULT, 63, negative);
    code.branchIfZero(RESULT, zero);
    code.load(ENTRY, ENTRY, Table.IF_POSITIVE);
    code.branch(next);
    code.bind(zero);
    code.load(ENTRY, ENTRY, Table.IF_ZERO);
    code.branch(next);
    code.bind(negative);
    code.store(TABLE, Table.FAILED, ENTRY);
    code.store(TABLE, Table.FAILURE, RESULT);
    code.load(ENTRY, ENTRY, Table.IF_NEGATIVE);
    code.branch(next);
  }

  private void loadArgument(int index) {
    var direct = new Code.Label();
    code.load(index, ENTRY, Table.ARGUMENTS + 8 * index);
    code.branchIfBitClear(INDIRECT, index, direct);
    code.load(index, index, 0);
    code.bind(direct);
  }

  private void exit() {
    code.bind(end);
    code.move(NUMBER, number(SystemCall.EXIT_GROUP));
    code.move(0, 127);
    code.systemCall();
  }

  private static long number(SystemCall call) {
    return call.number(Architecture.AARCH64);
  }
}
