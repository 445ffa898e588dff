package dev.timonier.nodeagent.runtime.process.program;

import dev.timonier.nodeagent.linux.Architecture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A static ELF executable of half a kilobyte: the interpreter, and empty memory for its [Table].
public final class Executable {
  private static final long CODE_ADDRESS = 0x40_0000L;
  private static final int FILE_HEADER_SIZE = 64;
  private static final int SEGMENT_HEADER_SIZE = 56;
  private static final int SEGMENTS = 3;
  private static final int CODE_OFFSET = FILE_HEADER_SIZE + SEGMENTS * SEGMENT_HEADER_SIZE;
  private static final int LOAD = 1;
  private static final int STACK = 0x6474_E551;
  private static final int EXECUTE = 1;
  private static final int WRITE = 2;
  private static final int READ = 4;
  private static final int PAGE = 0x1_0000;

  private Executable() {}

  public static byte[] of(Architecture architecture) {
    var code =
        switch (architecture) {
          case X86_64 -> X86Interpreter.machineCode();
          case AARCH64 -> ArmInterpreter.machineCode();
        };
    var size = CODE_OFFSET + code.length;
    var file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    fileHeader(file, architecture);
    segment(file, LOAD, READ | EXECUTE, CODE_ADDRESS, size, size);
    segment(file, LOAD, READ | WRITE, Table.ADDRESS, 0, Table.CAPACITY);
    segment(file, STACK, READ | WRITE, 0, 0, 0);
    return file.put(code).array();
  }

  private static void fileHeader(ByteBuffer file, Architecture architecture) {
    file.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    file.putShort((short) 2).putShort(machine(architecture)).putInt(1);
    file.putLong(CODE_ADDRESS + CODE_OFFSET).putLong(FILE_HEADER_SIZE).putLong(0).putInt(0);
    file.putShort((short) FILE_HEADER_SIZE);
    file.putShort((short) SEGMENT_HEADER_SIZE).putShort((short) SEGMENTS);
    file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
  }

  private static short machine(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> 62;
      case AARCH64 -> 183;
    };
  }

  private static void segment(
      ByteBuffer file, int type, int permissions, long address, long fileSize, long memorySize) {
    file.putInt(type).putInt(permissions).putLong(0).putLong(address).putLong(address);
    file.putLong(fileSize).putLong(memorySize).putLong(PAGE);
  }
}
