package dev.timonier.nodeagent.runtime.process.seccomp;

import dev.timonier.nodeagent.runtime.process.seccomp.FilterAssembler.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Compiles a profile to a filter. For each kind of processor, the numbers of system calls are cut
/// into ranges that are decided alike, and searched by bisection:
///
/// ```
///        load number
///        if number >= 100 goto B
///        if number >= 3 goto A
///        return ALLOW              (0 to 2)
///     A: return EPERM              (3 to 99)
///     B: load argument 0 …          (100 and above)
/// ```
final class FilterCompiler {
  private static final int NUMBER = 0;
  private static final int ABI = 4;

  /// From here on, numbers are calls that only ARM's own kernel has.
  private static final int PRIVATE_CALLS = 0xF0000;

  private final Profile profile;
  private final FilterAssembler assembler = new FilterAssembler();

  /// What is done with a call: the first alternative that fits, or else.
  private record Decision(List<Alternative> alternatives, Action otherwise) {}

  private record Alternative(List<Condition> conditions, Action action) {}

  /// Calls from a number on, up to the next range.
  private record Range(long first, Decision decision) {}

  private FilterCompiler(Profile profile) {
    this.profile = profile;
  }

  /// @return a program for `seccomp(SECCOMP_SET_MODE_FILTER)`, eight bytes an instruction
  static byte[] compile(Profile profile) {
    return new FilterCompiler(profile).compile();
  }

  private byte[] compile() {
    for (var abi : profile.abis()) {
      var same = new Label();
      var other = new Label();
      assembler.load(ABI);
      var far = new Label();
      assembler.branch(FilterAssembler.EQUAL, abi.auditNumber(), same, far);
      assembler.bind(far);
      assembler.jump(other);
      assembler.bind(same);
      assembler.load(NUMBER);
      search(ranges(abi));
      assembler.bind(other);
    }
    assembler.answer(Action.KILL_THREAD);
    return assembler.code();
  }

  private List<Range> ranges(Abi abi) {
    var decisions = decisions(abi);
    var newest = newest(decisions.keySet());
    var ranges = new ArrayList<Range>();
    for (var entry : decisions.entrySet()) {
      var number = entry.getKey();
      add(ranges, new Range(number, entry.getValue()));
      var next = number + 1;
      if (!decisions.containsKey(next)) {
        add(ranges, new Range(next, unnamed(next, newest)));
      }
    }
    if (!decisions.containsKey(0)) {
      ranges.addFirst(new Range(0, unnamed(0, newest)));
    }
    return ranges;
  }

  /// Who names nothing distinguishes nothing.
  private static int newest(Set<Integer> named) {
    return named.stream()
        .filter(number -> number < PRIVATE_CALLS)
        .max(Comparator.naturalOrder())
        .orElse(Integer.MAX_VALUE);
  }

  private Decision unnamed(int number, int newest) {
    return new Decision(List.of(), number > newest ? profile.unknown() : profile.otherwise());
  }

  private static void add(List<Range> ranges, Range range) {
    if (ranges.isEmpty() || !ranges.getLast().decision().equals(range.decision())) {
      ranges.add(range);
    }
  }

  /// The decisions about all calls that the profile names, by number.
  private Map<Integer, Decision> decisions(Abi abi) {
    var alternatives = new TreeMap<Integer, List<Alternative>>();
    for (var rule : profile.rules()) {
      for (var call : rule.calls()) {
        SystemCallNumbers.of(abi, call)
            .ifPresent(
                number ->
                    alternatives
                        .computeIfAbsent(number, _ -> new ArrayList<>())
                        .add(new Alternative(rule.conditions(), rule.action())));
      }
    }
    var decisions = new TreeMap<Integer, Decision>();
    alternatives.forEach((number, all) -> decisions.put(number, decision(all)));
    return decisions;
  }

  private Decision decision(List<Alternative> alternatives) {
    return alternatives.stream()
        .filter(alternative -> alternative.conditions().isEmpty())
        .findFirst()
        .map(alternative -> new Decision(List.of(), alternative.action()))
        .orElseGet(() -> new Decision(alternatives, profile.otherwise()));
  }

  private void search(List<Range> ranges) {
    if (ranges.size() == 1) {
      decide(ranges.getFirst().decision());
      return;
    }
    var middle = ranges.size() / 2;
    var above = new Label();
    var far = new Label();
    var below = new Label();
    var first = (int) ranges.get(middle).first();
    assembler.branch(FilterAssembler.GREATER_OR_EQUAL, first, far, below);
    assembler.bind(far);
    assembler.jump(above);
    assembler.bind(below);
    search(ranges.subList(0, middle));
    assembler.bind(above);
    search(ranges.subList(middle, ranges.size()));
  }

  private void decide(Decision decision) {
    for (var alternative : decision.alternatives()) {
      var next = new Label();
      var comparer = new ArgumentComparer(assembler, next);
      alternative.conditions().forEach(comparer::require);
      assembler.answer(alternative.action());
      assembler.bind(next);
    }
    assembler.answer(decision.otherwise());
  }
}
