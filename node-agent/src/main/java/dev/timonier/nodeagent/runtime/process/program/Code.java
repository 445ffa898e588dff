package dev.timonier.nodeagent.runtime.process.program;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Machine code in the making: bytes, and jumps whose distance is known at the end.
final class Code {
  /// A place in the code; bound once.
  static final class Label {
    private int position = -1;
  }

  /// Puts a distance into the four bytes of an instruction.
  interface Patch {
    int apply(int instruction, int distance);
  }

  private record Jump(int at, int from, Label target, Patch patch) {}

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Jump> jumps = new ArrayList<>();

  int position() {
    return bytes.size();
  }

  void octets(int... values) {
    for (var value : values) {
      bytes.write(value);
    }
  }

  void word(int value) {
    octets(value, value >> 8, value >> 16, value >> 24);
  }

  void doubleWord(long value) {
    word((int) value);
    word((int) (value >> 32));
  }

  void bind(Label label) {
    label.position = position();
  }

  /// Emits four bytes that depend on how far a label is from `from`.
  void jump(int instruction, int from, Label target, Patch patch) {
    jumps.add(new Jump(position(), from, target, patch));
    word(instruction);
  }

  byte[] finish() {
    var code = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    for (var jump : jumps) {
      if (jump.target.position < 0) {
        throw new IllegalStateException("a jump leads nowhere");
      }
      var distance = jump.target.position - jump.from;
      code.putInt(jump.at, jump.patch.apply(code.getInt(jump.at), distance));
    }
    return code.array();
  }
}
