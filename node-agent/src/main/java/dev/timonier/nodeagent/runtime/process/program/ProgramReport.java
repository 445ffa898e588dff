package dev.timonier.nodeagent.runtime.process.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/// What became of a program, as it wrote it itself: its table with results filled in.
public final class ProgramReport {
  /// A step that failed.
  public record Failure(String description, int errno) {}

  private final List<SystemCallProgram.Step> steps;
  private final List<SystemCallProgram.Step> failureMarkers;
  private final ByteBuffer table;

  ProgramReport(
      List<SystemCallProgram.Step> steps,
      List<SystemCallProgram.Step> failureMarkers,
      byte[] bytes) {
    this.failureMarkers = failureMarkers;
    this.steps = steps;
    this.table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < Table.ENTRIES + Table.ENTRY_SIZE * steps.size()) {
      throw new IllegalArgumentException("the program ended without a complete report");
    }
  }

  /// The step that ended the program early.
  public Optional<Failure> failure() {
    if (failureMarkers.stream().noneMatch(marker -> result(marker) != 0)) {
      return Optional.empty();
    }
    var entry = table.getLong(Table.FAILED);
    var index = (int) (entry - Table.ADDRESS - Table.ENTRIES) / Table.ENTRY_SIZE;
    return Optional.of(
        new Failure(steps.get(index).description, (int) -table.getLong(Table.FAILURE)));
  }

  public long result(SystemCallProgram.Step step) {
    return table.getLong(Table.ENTRIES + Table.ENTRY_SIZE * step.index + Table.RESULT);
  }

  /// The bytes of a cell.
  public ByteBuffer cell(Argument.Cell cell, int size) {
    return table.slice(cell.offset(), size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
