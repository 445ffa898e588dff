package dev.timonier.nodeagent.runtime.process.program;

import dev.timonier.nodeagent.linux.Architecture;
import dev.timonier.nodeagent.linux.SystemCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A list of system calls that a process without any libraries works off. Each step says where to
/// go on when its result is negative (an error), zero or positive; unless told otherwise an error
/// leads to the failure handler in force and all else to the following step. For example:
///
/// ```
/// var program = new SystemCallProgram();
/// var end = program.label();
/// program.failTo(end);
/// var file = program.step("open greeting", OPENAT, number(AT_FDCWD), text("/tmp/hello"), …);
/// program.step("greet", WRITE, file.result(), text("hello"), number(5));
/// program.bind(end);
/// program.step("exit", EXIT_GROUP, number(0));
/// var image = program.encode(Architecture.current());   // goes to the process' standard input
/// ```
public final class SystemCallProgram {
  /// A place among the steps; bound once.
  public static final class Label {
    private int index = -1;
  }

  private enum Sign {
    NEGATIVE,
    ZERO,
    POSITIVE
  }

  /// One system call.
  public static final class Step {
    final String description;
    final SystemCall call;
    final List<Argument> arguments;
    final int index;
    private final Map<Sign, Label> successors = new EnumMap<>(Sign.class);

    private Step(String description, SystemCall call, List<Argument> arguments, int index) {
      this.description = description;
      this.call = call;
      this.arguments = arguments;
      this.index = index;
    }

    /// What this step will have answered, as an argument of a later one.
    public Argument result() {
      return new Argument.ResultOf(this);
    }

    /// Where its answer is written to, as an argument of a later one.
    public Argument resultAddress() {
      return new Argument.AddressOfResult(this);
    }

    public Step ifNegative(Label label) {
      return on(Sign.NEGATIVE, label);
    }

    public Step ifZero(Label label) {
      return on(Sign.ZERO, label);
    }

    public Step ifPositive(Label label) {
      return on(Sign.POSITIVE, label);
    }

    private Step on(Sign sign, Label label) {
      successors.put(sign, label);
      return this;
    }

    Optional<Label> negative() {
      return Optional.ofNullable(successors.get(Sign.NEGATIVE));
    }

    Optional<Label> zero() {
      return Optional.ofNullable(successors.get(Sign.ZERO));
    }

    Optional<Label> positive() {
      return Optional.ofNullable(successors.get(Sign.POSITIVE));
    }
  }

  private final List<Step> steps = new ArrayList<>();
  private final List<Step> failureMarkers = new ArrayList<>();
  private Label onFailure = new Label();
  private int cells = Table.CELLS;

  public Label label() {
    return new Label();
  }

  public void bind(Label label) {
    label.index = steps.size();
  }

  /// From here on, errors lead to this label.
  public void failTo(Label label) {
    onFailure = label;
  }

  /// Adds a step.
  ///
  /// @param description names it when it fails
  public Step step(String description, SystemCall call, Argument... arguments) {
    var step = new Step(description, call, Arrays.asList(arguments), steps.size());
    steps.add(step);
    return step.ifNegative(onFailure);
  }

  /// Adds a step that may fail.
  public Step attempt(String description, SystemCall call, Argument... arguments) {
    var following = label();
    var step = step(description, call, arguments).ifNegative(following);
    bind(following);
    return step;
  }

  /// Reserves room that a system call can write to; it is part of reports.
  public Argument.Cell cell(int size) {
    var cell = new Argument.Cell(cells);
    cells += (size + 7) / 8 * 8;
    if (cells > Table.ENTRIES) {
      throw new IllegalStateException("no room for more cells");
    }
    return cell;
  }

  /// Adds what a failure leads to: a [ProgramReport] to a descriptor, and the process' end.
  public void handleFailure(Label label, Argument descriptor, int exitCode) {
    bind(label);
    failureMarkers.add(attempt("failed", SystemCall.GETPID));
    report(descriptor);
    step("exit", SystemCall.EXIT_GROUP, Argument.number(exitCode)).ifNegative(label);
  }

  /// Adds a step that writes a [ProgramReport] of everything so far to a descriptor.
  public void report(Argument descriptor) {
    attempt(
        "report", SystemCall.WRITE, descriptor, new Argument.Cell(0), new Argument.ReportSize());
  }

  List<Step> steps() {
    return steps;
  }

  int indexOf(Label label) {
    if (label.index < 0 || label.index >= steps.size()) {
      throw new IllegalStateException("a step leads nowhere");
    }
    return label.index;
  }

  /// The program's table, ready for the standard input of an [Executable].
  public byte[] encode(Architecture architecture) {
    return new TableEncoder(this, architecture).encode();
  }

  /// How many bytes a report has.
  public int reportSize() {
    return Table.ENTRIES + Table.ENTRY_SIZE * steps.size();
  }

  /// What a report says.
  public ProgramReport read(byte[] report) {
    return new ProgramReport(steps, failureMarkers, report);
  }
}
