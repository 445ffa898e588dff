package dev.timonier.nodeagent.runtime.process.program;

import dev.timonier.nodeagent.linux.Architecture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lays a program out as a [Table].
final class TableEncoder {
  /// Data are compared by content, so that a text that is used twice is there once.
  private record Content(ByteBuffer bytes) {}

  private final SystemCallProgram program;
  private final Architecture architecture;
  private final int dataOffset;
  private final Map<Content, Integer> texts = new HashMap<>();
  private final Map<Integer, byte[]> data = new LinkedHashMap<>();
  private int end;

  TableEncoder(SystemCallProgram program, Architecture architecture) {
    this.program = program;
    this.architecture = architecture;
    this.dataOffset = Table.ENTRIES + Table.ENTRY_SIZE * program.steps().size();
    this.end = dataOffset;
  }

  byte[] encode() {
    var entries = ByteBuffer.allocate(dataOffset).order(ByteOrder.LITTLE_ENDIAN);
    entries.position(Table.ENTRIES);
    program.steps().forEach(step -> entry(entries, step));
    entries.putLong(Table.LENGTH, end).putLong(Table.FIRST, address(Table.ENTRIES));
    if (end > Table.CAPACITY) {
      throw new IllegalStateException("the arguments are too long: argument list too long");
    }
    var image = ByteBuffer.allocate(end).put(entries.array());
    data.forEach((offset, bytes) -> image.put(offset, bytes));
    return image.array();
  }

  private void entry(ByteBuffer entries, SystemCallProgram.Step step) {
    entries.putLong(step.call.number(architecture));
    var indirect = 0L;
    for (var i = 0; i < 6; i++) {
      var argument = i < step.arguments.size() ? step.arguments.get(i) : Argument.number(0);
      indirect |= argument instanceof Argument.ResultOf ? 1L << i : 0;
      entries.putLong(value(argument));
    }
    entries.putLong(indirect).putLong(0);
    entries.putLong(successor(step, step.negative()));
    entries.putLong(successor(step, step.zero()));
    entries.putLong(successor(step, step.positive()));
  }

  private long successor(SystemCallProgram.Step step, Optional<SystemCallProgram.Label> label) {
    return entryAddress(label.map(program::indexOf).orElse(step.index + 1));
  }

  private long value(Argument argument) {
    return switch (argument) {
      case Argument.Constant constant -> constant.value();
      case Argument.Bytes bytes -> address(place(bytes.bytes()));
      case Argument.Addresses addresses -> address(place(words(addresses.elements(), 1)));
      case Argument.Words words -> address(place(words(words.words(), 0)));
      case Argument.ResultOf result -> entryAddress(result.step().index) + Table.RESULT;
      case Argument.AddressOfResult result -> entryAddress(result.step().index) + Table.RESULT;
      case Argument.Cell cell -> address(cell.offset());
      case Argument.ReportSize _ -> dataOffset;
    };
  }

  private byte[] words(List<Argument> elements, int zeros) {
    var words = ByteBuffer.allocate(8 * (elements.size() + zeros)).order(ByteOrder.LITTLE_ENDIAN);
    elements.forEach(element -> words.putLong(value(element)));
    return words.array();
  }

  private int place(byte[] bytes) {
    return texts.computeIfAbsent(
        new Content(ByteBuffer.wrap(bytes)),
        _ -> {
          var offset = end;
          data.put(offset, bytes);
          end += (bytes.length + 7) / 8 * 8;
          return offset;
        });
  }

  private static long entryAddress(int index) {
    return address(Table.ENTRIES + Table.ENTRY_SIZE * index);
  }

  private static long address(int offset) {
    return Table.ADDRESS + offset;
  }
}
