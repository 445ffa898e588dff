package dev.timonier.nodeagent.runtime.process.program;

/// The dozen AArch64 instructions that the interpreter needs; registers are numbers, X0 to X30.
final class ArmAssembler {
  private static final int ZERO_REGISTER = 31;

  /// The conditions of a branch, with their code.
  enum Condition {
    LOWER(0x3),
    LESS_OR_EQUAL(0xD);

    private final int code;

    Condition(int code) {
      this.code = code;
    }
  }

  private final Code code = new Code();

  byte[] finish() {
    return code.finish();
  }

  void bind(Code.Label label) {
    code.bind(label);
  }

  /// MOVZ, and MOVK for each further 16 bits that are not zero.
  void move(int target, long constant) {
    code.word(0xD2800000 | ((int) (constant & 0xFFFF) << 5) | target);
    for (var part = 1; part < 4; part++) {
      var bits = (int) (constant >> (16 * part)) & 0xFFFF;
      if (bits != 0) {
        code.word(0xF2800000 | (part << 21) | (bits << 5) | target);
      }
    }
  }

  void load(int target, int base, int displacement) {
    code.word(0xF9400000 | ((displacement / 8) << 10) | (base << 5) | target);
  }

  void store(int base, int displacement, int source) {
    code.word(0xF9000000 | ((displacement / 8) << 10) | (base << 5) | source);
  }

  void add(int target, int left, int right) {
    code.word(0x8B000000 | (right << 16) | (left << 5) | target);
  }

  void subtract(int target, int left, int right) {
    code.word(0xCB000000 | (right << 16) | (left << 5) | target);
  }

  void compare(int left, int right) {
    code.word(0xEB000000 | (right << 16) | (left << 5) | ZERO_REGISTER);
  }

  void compareWithZero(int register) {
    code.word(0xF1000000 | (register << 5) | ZERO_REGISTER);
  }

  void branch(Code.Label target) {
    branching(0x14000000, target, 0, 26);
  }

  void branchIf(Condition condition, Code.Label target) {
    branching(0x54000000 | condition.code, target, 5, 19);
  }

  void branchIfZero(int register, Code.Label target) {
    branching(0xB4000000 | register, target, 5, 19);
  }

  /// Bits 0 to 63.
  void branchIfBitClear(int register, int bit, Code.Label target) {
    branching(0x36000000 | ((bit >> 5) << 31) | ((bit & 31) << 19) | register, target, 5, 14);
  }

  void branchIfBitSet(int register, int bit, Code.Label target) {
    branching(0x37000000 | ((bit >> 5) << 31) | ((bit & 31) << 19) | register, target, 5, 14);
  }

  void systemCall() {
    code.word(0xD4000001);
  }

  private void branching(int instruction, Code.Label target, int shift, int width) {
    var mask = (1 << width) - 1;
    code.jump(
        instruction,
        code.position(),
        target,
        (bits, distance) -> bits | (((distance >> 2) & mask) << shift));
  }
}
