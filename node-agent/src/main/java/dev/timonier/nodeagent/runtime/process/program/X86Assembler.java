package dev.timonier.nodeagent.runtime.process.program;

/// The dozen x86-64 instructions that the interpreter needs, under their manual names; all on
/// 64-bit registers, memory operands as base plus a displacement below 128.
final class X86Assembler {
  /// With their numbers.
  enum Register {
    RAX(0),
    RDX(2),
    RBX(3),
    RSP(4),
    RBP(5),
    RSI(6),
    RDI(7),
    R8(8),
    R9(9),
    R10(10),
    R13(13),
    R14(14);

    private final int number;

    Register(int number) {
      this.number = number;
    }

    private int low() {
      return number & 7;
    }

    private int high() {
      return number >> 3;
    }
  }

  /// The conditions of a jump, with the low half of their opcode.
  enum Condition {
    BELOW(0x2),
    ZERO(0x4),
    NEGATIVE(0x8),
    LESS_OR_EQUAL(0xE);

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

  void move(Register target, long constant) {
    code.octets(0x48 | target.high(), 0xB8 | target.low());
    code.doubleWord(constant);
  }

  void move(Register target, Register source) {
    registers(0x89, target, source);
  }

  void load(Register target, Register base, int displacement) {
    memory(0x8B, target, base, displacement);
  }

  void store(Register base, int displacement, Register source) {
    memory(0x89, source, base, displacement);
  }

  void add(Register target, Register source) {
    registers(0x01, target, source);
  }

  void subtract(Register target, Register source) {
    registers(0x29, target, source);
  }

  void compare(Register left, Register right) {
    registers(0x39, left, right);
  }

  void test(Register register) {
    registers(0x85, register, register);
  }

  /// Tests bits of a byte in memory.
  void testByte(Register base, int displacement, int bits) {
    noIndex(base);
    code.octets(0x40 | base.high(), 0xF6, 0x40 | base.low(), displacement, bits);
  }

  void jump(Code.Label target) {
    code.octets(0xE9);
    jumpTo(target);
  }

  void jumpIf(Condition condition, Code.Label target) {
    code.octets(0x0F, 0x80 | condition.code);
    jumpTo(target);
  }

  void systemCall() {
    code.octets(0x0F, 0x05);
  }

  private void jumpTo(Code.Label target) {
    code.jump(0, code.position() + 4, target, (_, distance) -> distance);
  }

  private void registers(int opcode, Register target, Register source) {
    code.octets(
        0x48 | (source.high() << 2) | target.high(),
        opcode,
        0xC0 | (source.low() << 3) | target.low());
  }

  private void memory(int opcode, Register register, Register base, int displacement) {
    noIndex(base);
    code.octets(
        0x48 | (register.high() << 2) | base.high(),
        opcode,
        0x40 | (register.low() << 3) | base.low(),
        displacement);
  }

  /// With RSP as base the encoding would need one more byte.
  private static void noIndex(Register base) {
    if (base == Register.RSP) {
      throw new IllegalArgumentException(base + " cannot be a base here");
    }
  }
}
