package dev.timonier.nodeagent.runtime.process.cgroup;

import dev.timonier.nodeagent.linux.BpfProgram;
import dev.timonier.nodeagent.linux.Descriptor;
import dev.timonier.nodeagent.linux.Linux;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/// Version 2 has no file for devices: a BPF program decides. It gets the address of three words in
/// R1 (type of device in the low, wanted access in the high half; major; minor) and answers 1 or 0
/// in R0. For each rule it compares and answers 1, or goes on with the next.
final class DeviceFilter {
  private static final int LOAD_WORD = 0x61;
  private static final int MOVE = 0xB7;
  private static final int MOVE_32_REGISTER = 0xBC;
  private static final int AND_32 = 0x54;
  private static final int SHIFT_RIGHT_32 = 0x74;
  private static final int JUMP_UNLESS_EQUAL = 0x55;
  private static final int JUMP_IF_BITS = 0x45;
  private static final int EXIT = 0x95;
  private static final int TYPE = 2;
  private static final int ACCESS = 3;
  private static final int MAJOR = 4;
  private static final int MINOR = 5;

  private final ByteBuffer code = ByteBuffer.allocate(64 << 10).order(ByteOrder.LITTLE_ENDIAN);

  static void attach(Path group, List<DeviceRule> rules) throws IOException {
    try (var directory = Descriptor.open(group.toString(), Linux.O_RDONLY);
        var program = BpfProgram.loadDeviceFilter(of(rules))) {
      program.attachTo(directory);
    }
  }

  static byte[] of(List<DeviceRule> rules) {
    var filter = new DeviceFilter();
    filter.begin();
    rules.forEach(filter::rule);
    filter.answer(0);
    return java.util.Arrays.copyOf(filter.code.array(), filter.code.position());
  }

  private void begin() {
    emit(LOAD_WORD, TYPE, 1, 0, 0);
    emit(MOVE_32_REGISTER, ACCESS, TYPE, 0, 0);
    emit(AND_32, TYPE, 0, 0, 0xFFFF);
    emit(SHIFT_RIGHT_32, ACCESS, 0, 0, 16);
    emit(LOAD_WORD, MAJOR, 1, 4, 0);
    emit(LOAD_WORD, MINOR, 1, 8, 0);
  }

  /// Each check jumps over the rest of its rule.
  private void rule(DeviceRule rule) {
    var checks = new java.util.ArrayList<int[]>();
    switch (rule.kind()) {
      case ANY -> {}
      case BLOCK -> checks.add(new int[] {JUMP_UNLESS_EQUAL, TYPE, 1});
      case CHARACTER -> checks.add(new int[] {JUMP_UNLESS_EQUAL, TYPE, 2});
    }
    checks.add(new int[] {JUMP_IF_BITS, ACCESS, 7 & ~access(rule.permissions())});
    if (rule.major() >= 0) {
      checks.add(new int[] {JUMP_UNLESS_EQUAL, MAJOR, (int) rule.major()});
    }
    if (rule.minor() >= 0) {
      checks.add(new int[] {JUMP_UNLESS_EQUAL, MINOR, (int) rule.minor()});
    }
    var left = checks.size() + 1;
    for (var check : checks) {
      emit(check[0], check[1], 0, left--, check[2]);
    }
    answer(1);
  }

  private static int access(String permissions) {
    return (permissions.contains("m") ? 1 : 0)
        | (permissions.contains("r") ? 2 : 0)
        | (permissions.contains("w") ? 4 : 0);
  }

  private void answer(int value) {
    emit(MOVE, 0, 0, 0, value);
    emit(EXIT, 0, 0, 0, 0);
  }

  private void emit(int opcode, int target, int source, int offset, int constant) {
    code.put((byte) opcode).put((byte) ((source << 4) | target));
    code.putShort((short) offset).putInt(constant);
  }
}
