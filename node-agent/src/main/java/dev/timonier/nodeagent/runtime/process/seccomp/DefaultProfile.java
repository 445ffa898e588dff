package dev.timonier.nodeagent.runtime.process.seccomp;

import dev.timonier.nodeagent.linux.Architecture;
import dev.timonier.nodeagent.runtime.process.seccomp.Condition.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The profile `RuntimeDefault`: what containerd and Docker permit. What a container may do beyond
/// that depends on its capabilities.
final class DefaultProfile {
  /// The flags of `clone` that make namespaces.
  private static final long NEW_NAMESPACES = 0x7E02_0000L;

  private static final int KERNEL_CRYPTOGRAPHY_SOCKETS = 38;
  private static final int VIRTUAL_MACHINE_SOCKETS = 40;

  private final Architecture architecture;
  private final Predicate<String> hasCapability;

  private DefaultProfile(Architecture architecture, Predicate<String> hasCapability) {
    this.architecture = architecture;
    this.hasCapability = hasCapability;
  }

  /// @param hasCapability of the container, by names such as `SYS_ADMIN`
  static Profile of(Architecture architecture, Predicate<String> hasCapability) {
    var rules = new DefaultProfile(architecture, hasCapability).rules();
    return new Profile(
        Action.error(Action.EPERM), Action.error(Action.ENOSYS), Abi.of(architecture), rules);
  }

  private List<Rule> rules() {
    var rules = new ArrayList<Rule>();
    for (var line : Facts.lines("default-profile.txt")) {
      var parts = line.split(": ", 2);
      if (applies(parts[0])) {
        rules.add(Rule.allow(List.of(parts[1].split(" "))));
      }
    }
    socketRules().forEach(rules::add);
    personalityRules().forEach(rules::add);
    if (!hasCapability.test("SYS_ADMIN")) {
      rules.add(Rule.allow(List.of("clone"), Condition.masked(0, NEW_NAMESPACES, 0)));
      rules.add(new Rule(List.of("clone3"), Action.error(Action.ENOSYS), List.of()));
    }
    return rules;
  }

  private boolean applies(String when) {
    return when.equals("always")
        || when.equals(architecture.ociName())
        || (when.startsWith("CAP_") && hasCapability.test(when.substring("CAP_".length())));
  }

  private static Stream<Rule> socketRules() {
    return Stream.of(
            Condition.of(0, Comparison.LESS, KERNEL_CRYPTOGRAPHY_SOCKETS),
            Condition.of(0, Comparison.EQUAL, KERNEL_CRYPTOGRAPHY_SOCKETS + 1L),
            Condition.of(0, Comparison.GREATER, VIRTUAL_MACHINE_SOCKETS))
        .map(condition -> Rule.allow(List.of("socket"), condition));
  }

  /// `PER_LINUX`, `PER_LINUX32`, `UNAME26`, both, and the question for the present one.
  private static Stream<Rule> personalityRules() {
    return LongStream.of(0, 0x8, 0x2_0000, 0x2_0008, 0xFFFF_FFFFL)
        .mapToObj(value -> Condition.of(0, Comparison.EQUAL, value))
        .map(condition -> Rule.allow(List.of("personality"), condition));
  }
}
