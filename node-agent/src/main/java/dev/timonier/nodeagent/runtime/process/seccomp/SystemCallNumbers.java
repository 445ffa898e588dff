package dev.timonier.nodeagent.runtime.process.seccomp;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The numbers of all system calls.
final class SystemCallNumbers {
  private static final List<Abi> COLUMNS = List.of(Abi.X86_64, Abi.X86, Abi.AARCH64, Abi.ARM);
  private static final String ABSENT = "-";
  private static final SystemCallNumbers ALL = new SystemCallNumbers();

  private final Map<Abi, Map<String, Integer>> numbers = new EnumMap<>(Abi.class);

  private SystemCallNumbers() {
    for (var line : Facts.lines("system-calls.txt")) {
      var fields = line.split(" ");
      for (var i = 0; i < COLUMNS.size(); i++) {
        add(COLUMNS.get(i), fields[0], fields[1 + i]);
      }
    }
  }

  private void add(Abi abi, String call, String number) {
    if (!number.equals(ABSENT)) {
      numbers.computeIfAbsent(abi, _ -> new HashMap<>()).put(call, Integer.parseInt(number));
    }
  }

  static OptionalInt of(Abi abi, String call) {
    var number = ALL.numbers.getOrDefault(abi, Map.of()).get(call);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
