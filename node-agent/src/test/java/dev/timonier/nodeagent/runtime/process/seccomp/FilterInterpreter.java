package dev.timonier.nodeagent.runtime.process.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Runs a filter as the kernel does, and is as strict: no jump leaves the program.
final class FilterInterpreter {
  private static final int SIZE = 8;

  private FilterInterpreter() {}

  static Action run(byte[] code, Call call) {
    var program = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
    var data = call.data();
    var accumulator = 0;
    for (var at = 0; ; at++) {
      var operation = program.getShort(at * SIZE);
      var yes = program.get(at * SIZE + 2) & 0xFF;
      var no = program.get(at * SIZE + 3) & 0xFF;
      var operand = program.getInt(at * SIZE + 4);
      var compared = Integer.compareUnsigned(accumulator, operand);
      switch (operation) {
        case 0x20 -> accumulator = data.getInt(operand);
        case 0x54 -> accumulator &= operand;
        case 0x05 -> at += operand;
        case 0x15 -> at += compared == 0 ? yes : no;
        case 0x25 -> at += compared > 0 ? yes : no;
        case 0x35 -> at += compared >= 0 ? yes : no;
        case 0x06 -> {
          return new Action(operand);
        }
        default -> throw new AssertionError("operation " + operation);
      }
    }
  }
}
