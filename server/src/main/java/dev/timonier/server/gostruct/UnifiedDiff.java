package dev.timonier.server.gostruct;

import java.util.ArrayList;
import java.util.List;

/// The difference between two texts in the unified format, with three lines around each change and
/// without names of files. For one difference.
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  /// Lines that are equal, or stand for each other.
  private record Step(boolean equal, int fromA, int toA, int fromB, int toB) {
    Step from(int a, int b) {
      return new Step(equal, Math.max(fromA, a), toA, Math.max(fromB, b), toB);
    }

    Step to(int a, int b) {
      return new Step(equal, fromA, Math.min(toA, a), fromB, Math.min(toB, b));
    }
  }

  private final List<String> a;
  private final List<String> b;
  private final StringBuilder text = new StringBuilder();

  private UnifiedDiff(List<String> a, List<String> b) {
    this.a = a;
    this.b = b;
  }

  /// @param a lines with their ends
  static String of(List<String> a, List<String> b) {
    var diff = new UnifiedDiff(a, b);
    diff.hunks(steps(a, b));
    return diff.text.toString();
  }

  private static List<Step> steps(List<String> a, List<String> b) {
    var steps = new ArrayList<Step>();
    var atA = 0;
    var atB = 0;
    for (var run : LineMatcher.runs(a, b)) {
      if (atA < run.a() || atB < run.b()) {
        steps.add(new Step(false, atA, run.a(), atB, run.b()));
      }
      if (run.length() > 0) {
        steps.add(new Step(true, run.a(), run.endA(), run.b(), run.endB()));
      }
      atA = run.endA();
      atB = run.endB();
    }
    return steps;
  }

  private void hunks(List<Step> steps) {
    var hunk = new ArrayList<Step>();
    for (var step : steps) {
      if (step.equal() && step.toA() - step.fromA() > 2 * CONTEXT && !hunk.isEmpty()) {
        hunk.add(step.to(step.fromA() + CONTEXT, step.fromB() + CONTEXT));
        write(hunk);
        hunk = new ArrayList<>();
      }
      var isLead = step.equal() && hunk.isEmpty();
      hunk.add(isLead ? step.from(step.toA() - CONTEXT, step.toB() - CONTEXT) : step);
    }
    if (!hunk.isEmpty() && hunk.getLast().equal()) {
      var last = hunk.removeLast();
      hunk.add(last.to(last.fromA() + CONTEXT, last.fromB() + CONTEXT));
    }
    write(hunk);
  }

  private void write(List<Step> hunk) {
    if (hunk.stream().allMatch(Step::equal)) {
      return;
    }
    var first = hunk.getFirst();
    var last = hunk.getLast();
    text.append("@@ -").append(range(first.fromA(), last.toA()));
    text.append(" +").append(range(first.fromB(), last.toB())).append(" @@\n");
    for (var step : hunk) {
      lines(step.equal() ? ' ' : '-', a.subList(step.fromA(), step.toA()));
      if (!step.equal()) {
        lines('+', b.subList(step.fromB(), step.toB()));
      }
    }
  }

  private void lines(char sign, List<String> lines) {
    lines.forEach(line -> text.append(sign).append(line));
  }

  /// Lines count from one; where there are none, the one before is named.
  private static String range(int from, int to) {
    var length = to - from;
    return switch (length) {
      case 0 -> from + ",0";
      case 1 -> String.valueOf(from + 1);
      default -> from + 1 + "," + length;
    };
  }
}
