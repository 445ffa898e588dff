package dev.timonier.server.gostruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds what two texts have in common: the longest run of equal lines first, then what lies on
/// both sides of it, as Python's difflib does. Lines that make up more than a hundredth of a long
/// text begin no run.
final class LineMatcher {
  private static final int LONG = 200;

  /// Equal lines.
  ///
  /// @param a where they begin in the first text
  /// @param b where they begin in the second
  record Run(int a, int b, int length) {
    int endA() {
      return a + length;
    }

    int endB() {
      return b + length;
    }
  }

  private final List<String> a;
  private final List<String> b;
  private final Map<String, List<Integer>> places = new HashMap<>();
  private final List<Run> runs = new ArrayList<>();

  private LineMatcher(List<String> a, List<String> b) {
    this.a = a;
    this.b = b;
    for (var i = 0; i < b.size(); i++) {
      places.computeIfAbsent(b.get(i), _ -> new ArrayList<>()).add(i);
    }
    if (b.size() >= LONG) {
      places.values().removeIf(where -> where.size() > b.size() / 100 + 1);
    }
  }

  /// The runs in their order, neighbours joined, and an empty one at the end.
  static List<Run> runs(List<String> a, List<String> b) {
    var matcher = new LineMatcher(a, b);
    matcher.match(0, a.size(), 0, b.size());
    var joined = new ArrayList<Run>();
    for (var run : matcher.runs) {
      var last = joined.isEmpty() ? new Run(0, 0, 0) : joined.getLast();
      if (!joined.isEmpty() && last.endA() == run.a() && last.endB() == run.b()) {
        joined.removeLast();
        joined.add(new Run(last.a(), last.b(), last.length() + run.length()));
      } else {
        joined.add(run);
      }
    }
    joined.add(new Run(a.size(), b.size(), 0));
    return joined;
  }

  private void match(int fromA, int toA, int fromB, int toB) {
    var longest = longest(fromA, toA, fromB, toB);
    if (longest.length() == 0) {
      return;
    }
    match(fromA, longest.a(), fromB, longest.b());
    runs.add(longest);
    match(longest.endA(), toA, longest.endB(), toB);
  }

  private Run longest(int fromA, int toA, int fromB, int toB) {
    var best = new Run(fromA, fromB, 0);
    var lengths = new HashMap<Integer, Integer>();
    for (var i = fromA; i < toA; i++) {
      var next = new HashMap<Integer, Integer>();
      for (var j : places.getOrDefault(a.get(i), List.of())) {
        if (j >= fromB && j < toB) {
          var length = lengths.getOrDefault(j - 1, 0) + 1;
          next.put(j, length);
          if (length > best.length()) {
            best = new Run(i - length + 1, j - length + 1, length);
          }
        }
      }
      lengths = next;
    }
    return grown(best, fromA, toA, fromB, toB);
  }

  /// With the frequent lines beside it.
  private Run grown(Run run, int fromA, int toA, int fromB, int toB) {
    var before = 0;
    while (run.a() - before > fromA
        && run.b() - before > fromB
        && a.get(run.a() - before - 1).equals(b.get(run.b() - before - 1))) {
      before++;
    }
    var after = 0;
    while (run.endA() + after < toA
        && run.endB() + after < toB
        && a.get(run.endA() + after).equals(b.get(run.endB() + after))) {
      after++;
    }
    return new Run(run.a() - before, run.b() - before, before + run.length() + after);
  }
}
