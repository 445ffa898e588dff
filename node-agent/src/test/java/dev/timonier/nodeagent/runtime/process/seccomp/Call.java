package dev.timonier.nodeagent.runtime.process.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A system call, as the kernel shows it to a filter.
record Call(int abi, int number, List<Long> arguments) {
  private static final int SIZE = 64;
  private static final int ARGUMENTS = 16;

  static Call of(Abi abi, String name, long... arguments) {
    var all = new Long[6];
    for (var i = 0; i < all.length; i++) {
      all[i] = i < arguments.length ? arguments[i] : 0L;
    }
    return new Call(abi.auditNumber(), SystemCallNumbers.of(abi, name).orElseThrow(), List.of(all));
  }

  ByteBuffer data() {
    var data = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN).putInt(number).putInt(abi);
    data.position(ARGUMENTS);
    arguments.forEach(data::putLong);
    return data;
  }
}
