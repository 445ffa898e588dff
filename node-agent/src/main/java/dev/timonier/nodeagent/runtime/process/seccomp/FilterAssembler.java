package dev.timonier.nodeagent.runtime.process.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Writes classic BPF, the machine language of seccomp filters. It has an accumulator and jumps
/// forward only. An instruction is two bytes of operation, two distances to jump (if true, if
/// false), and four bytes of operand.
final class FilterAssembler {
  static final int EQUAL = 0x15;
  static final int GREATER = 0x25;
  static final int GREATER_OR_EQUAL = 0x35;
  private static final int LOAD = 0x20;
  private static final int AND = 0x54;
  private static final int JUMP = 0x05;
  private static final int RETURN = 0x06;
  private static final int SIZE = 8;
  private static final int LARGEST = 4096;
  private static final int LONGEST_BRANCH = 255;
  private static final int UNBOUND = -1;

  /// A place in the program.
  static final class Label {
    private int position = UNBOUND;
  }

  private sealed interface Instruction {}

  private record Plain(int operation, int operand) implements Instruction {}

  private record Jump(Label target) implements Instruction {}

  private record Branch(int operation, int operand, Label yes, Label no) implements Instruction {}

  private final List<Instruction> instructions = new ArrayList<>();

  /// Makes a label stand for what follows.
  void bind(Label label) {
    label.position = instructions.size();
  }

  /// Loads a word of what the kernel tells about the call.
  void load(int offset) {
    instructions.add(new Plain(LOAD, offset));
  }

  void and(int mask) {
    instructions.add(new Plain(AND, mask));
  }

  void answer(Action action) {
    instructions.add(new Plain(RETURN, action.value()));
  }

  /// Goes to a place at any distance.
  void jump(Label target) {
    instructions.add(new Jump(target));
  }

  /// Compares the accumulator as an unsigned number, and goes to one of two near places.
  void branch(int comparison, int operand, Label yes, Label no) {
    instructions.add(new Branch(comparison, operand, yes, no));
  }

  /// @throws IllegalArgumentException when the program is too large for the kernel
  byte[] code() {
    if (instructions.size() > LARGEST) {
      throw new IllegalArgumentException("the seccomp profile is too large");
    }
    var code = ByteBuffer.allocate(SIZE * instructions.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (var i = 0; i < instructions.size(); i++) {
      switch (instructions.get(i)) {
        case Plain(var operation, var operand) -> put(code, operation, 0, 0, operand);
        case Jump(var target) -> put(code, JUMP, 0, 0, distance(i, target));
        case Branch(var operation, var operand, var yes, var no) ->
            put(code, operation, near(i, yes), near(i, no), operand);
      }
    }
    return code.array();
  }

  private static void put(ByteBuffer code, int operation, int yes, int no, int operand) {
    code.putShort((short) operation).put((byte) yes).put((byte) no).putInt(operand);
  }

  private int near(int from, Label target) {
    var distance = distance(from, target);
    if (distance > LONGEST_BRANCH) {
      throw new IllegalStateException("branch over " + distance + " instructions");
    }
    return distance;
  }

  private int distance(int from, Label target) {
    if (target.position <= from) {
      throw new IllegalStateException("jump to nowhere or backward");
    }
    return target.position - from - 1;
  }
}
