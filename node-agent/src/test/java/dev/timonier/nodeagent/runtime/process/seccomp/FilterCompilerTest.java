package dev.timonier.nodeagent.runtime.process.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.timonier.nodeagent.linux.Architecture;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilterCompilerTest {
  private static final List<String> CALLS =
      List.of("read", "write", "socket", "clone", "mkdirat", "getpid", "openat2", "capset");
  private static final Action EPERM = Action.error(Action.EPERM);
  private static final Action ENOSYS = Action.error(Action.ENOSYS);

  /// What a profile says, read off it without any filter.
  private static Action expected(Profile profile, Call call) {
    var abi = profile.abis().stream().filter(each -> each.auditNumber() == call.abi()).findFirst();
    return abi.map(each -> expected(profile, each, call)).orElse(Action.KILL_THREAD);
  }

  private static Action expected(Profile profile, Abi abi, Call call) {
    var rules = profile.rules().stream().filter(rule -> names(rule, abi, call.number())).toList();
    return Optional.<Rule>empty()
        .or(() -> rules.stream().filter(rule -> rule.conditions().isEmpty()).findFirst())
        .or(() -> rules.stream().filter(rule -> fits(rule, call)).findFirst())
        .map(Rule::action)
        .orElseGet(() -> isKnown(profile, abi, call) ? profile.otherwise() : profile.unknown());
  }

  private static boolean names(Rule rule, Abi abi, int number) {
    return rule.calls().stream()
        .anyMatch(name -> SystemCallNumbers.of(abi, name).equals(OptionalInt.of(number)));
  }

  private static boolean isKnown(Profile profile, Abi abi, Call call) {
    var newest =
        profile.rules().stream()
            .flatMap(rule -> rule.calls().stream())
            .flatMapToInt(name -> SystemCallNumbers.of(abi, name).stream())
            .filter(number -> number < 0xF0000)
            .max()
            .orElse(-1);
    return Integer.compareUnsigned(call.number(), newest) <= 0;
  }

  private static boolean fits(Rule rule, Call call) {
    return rule.conditions().stream().allMatch(condition -> holds(condition, call));
  }

  private static boolean holds(Condition condition, Call call) {
    var argument = call.arguments().get(condition.argument()) & condition.mask();
    var order = Long.compareUnsigned(argument, condition.value());
    return switch (condition.comparison()) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  /// Few values, so that arguments often meet the values of conditions, or miss them by one.
  private static Arbitrary<Long> values() {
    return Arbitraries.of(
        0L, 1L, 2L, 40L, 0xFFFF_FFFFL, 0x1_0000_0000L, 0x1_0000_0001L, 0x7E02_0000L, -1L, -2L);
  }

  @Provide
  Arbitrary<Profile> profiles() {
    var conditions =
        Combinators.combine(
                Arbitraries.integers().between(0, 5),
                Arbitraries.of(Condition.Comparison.values()),
                values(),
                values())
            .as(FilterCompilerTest::condition);
    var actions =
        Arbitraries.of(Action.ALLOW, EPERM, ENOSYS, Action.KILL_PROCESS, Action.LOG, Action.TRAP);
    var rules =
        Combinators.combine(
                Arbitraries.of(CALLS).list().ofMinSize(1).ofMaxSize(3),
                actions,
                conditions.list().ofMaxSize(3))
            .as(Rule::new);
    return Combinators.combine(
            actions, Arbitraries.of(Architecture.values()), rules.list().ofMaxSize(12))
        .as((otherwise, machine, all) -> new Profile(otherwise, ENOSYS, Abi.of(machine), all));
  }

  private static Condition condition(
      int argument, Condition.Comparison comparison, long value, long mask) {
    return comparison == Condition.Comparison.EQUAL
        ? Condition.masked(argument, mask, value)
        : Condition.of(argument, comparison, value);
  }

  @Provide
  Arbitrary<Call> calls() {
    var named =
        Arbitraries.of(Abi.values())
            .flatMap(
                abi ->
                    Arbitraries.of(CALLS)
                        .map(name -> SystemCallNumbers.of(abi, name).orElse(0))
                        .map(number -> new Call(abi.auditNumber(), number, List.of())));
    var any =
        Combinators.combine(Arbitraries.of(Abi.values()), Arbitraries.integers())
            .as((abi, number) -> new Call(abi.auditNumber(), number, List.of()));
    return Combinators.combine(Arbitraries.oneOf(named, named, any), values().list().ofSize(6))
        .as((call, arguments) -> new Call(call.abi(), call.number(), arguments));
  }

  @Property
  void filterDecidesAsItsProfile(@ForAll("profiles") Profile profile, @ForAll("calls") Call call) {
    assertThat(FilterInterpreter.run(FilterCompiler.compile(profile), call))
        .isEqualTo(expected(profile, call));
  }

  @Property(tries = 200)
  void defaultFilterDecidesAsItsProfile(
      @ForAll Architecture machine, @ForAll boolean isAdministrator, @ForAll("calls") Call call) {
    var profile = DefaultProfile.of(machine, name -> isAdministrator && name.equals("SYS_ADMIN"));

    assertThat(FilterInterpreter.run(FilterCompiler.compile(profile), call))
        .isEqualTo(expected(profile, call));
  }

  private static Action byDefault(Call call, String... capabilities) {
    var profile = DefaultProfile.of(Architecture.X86_64, List.of(capabilities)::contains);
    return FilterInterpreter.run(FilterCompiler.compile(profile), call);
  }

  @Test
  void defaultProfileKeepsContainersFromTheKernelsInsides() {
    for (var name :
        List.of("keyctl", "add_key", "bpf", "mount", "unshare", "init_module", "reboot")) {
      assertThat(byDefault(Call.of(Abi.X86_64, name))).describedAs(name).isEqualTo(EPERM);
      assertThat(byDefault(Call.of(Abi.X86, name))).describedAs(name).isEqualTo(EPERM);
    }
    for (var name : List.of("read", "openat", "execve", "futex", "epoll_wait")) {
      assertThat(byDefault(Call.of(Abi.X86_64, name))).describedAs(name).isEqualTo(Action.ALLOW);
    }
  }

  @Test
  void defaultProfileDependsOnArguments() {
    assertThat(byDefault(Call.of(Abi.X86_64, "clone", 0x11))).isEqualTo(Action.ALLOW);
    assertThat(byDefault(Call.of(Abi.X86_64, "clone", 0x1000_0000))).isEqualTo(EPERM);
    assertThat(byDefault(Call.of(Abi.X86_64, "clone3"))).isEqualTo(ENOSYS);
    assertThat(byDefault(Call.of(Abi.X86_64, "socket", 2))).isEqualTo(Action.ALLOW);
    assertThat(byDefault(Call.of(Abi.X86_64, "socket", 38))).isEqualTo(EPERM);
    assertThat(byDefault(Call.of(Abi.X86_64, "socket", 40))).isEqualTo(EPERM);
    assertThat(byDefault(Call.of(Abi.X86_64, "personality", 0xFFFF_FFFFL))).isEqualTo(Action.ALLOW);
    assertThat(byDefault(Call.of(Abi.X86_64, "personality", 4))).isEqualTo(EPERM);
  }

  @Test
  void defaultProfileDependsOnCapabilities() {
    assertThat(byDefault(Call.of(Abi.X86_64, "mount"), "SYS_ADMIN")).isEqualTo(Action.ALLOW);
    assertThat(byDefault(Call.of(Abi.X86_64, "clone", 0x1000_0000), "SYS_ADMIN"))
        .isEqualTo(Action.ALLOW);
    assertThat(byDefault(Call.of(Abi.X86_64, "clone3"), "SYS_ADMIN")).isEqualTo(Action.ALLOW);
    assertThat(byDefault(Call.of(Abi.X86_64, "settimeofday"), "SYS_TIME")).isEqualTo(Action.ALLOW);
  }

  @Test
  void callsNewerThanTheProfileDoNotExist() {
    assertThat(
            byDefault(
                new Call(Abi.X86_64.auditNumber(), 5000, Call.of(Abi.X86, "read").arguments())))
        .isEqualTo(ENOSYS);
  }

  @Test
  void callsOfOtherProcessorsKill() {
    assertThat(byDefault(Call.of(Abi.AARCH64, "read"))).isEqualTo(Action.KILL_THREAD);
  }

  @ParameterizedTest
  @EnumSource
  void defaultFilterFitsIntoTheKernel(Architecture machine) {
    var filter = FilterCompiler.compile(DefaultProfile.of(machine, _ -> false));

    assertThat(filter.length / 8).isBetween(100, 4096);
  }

  private static Action byFile(String json, Call call) {
    var profile = ProfileFile.parse(json, Architecture.X86_64);
    return FilterInterpreter.run(FilterCompiler.compile(profile), call);
  }

  @Test
  void profileIsReadFromAFile() {
    var json =
        """
        {"defaultAction": "SCMP_ACT_ALLOW", "architectures": ["SCMP_ARCH_X86_64"],
         "syscalls": [
          {"names": ["mkdir", "no_such_call"], "action": "SCMP_ACT_ERRNO", "errnoRet": 13},
          {"names": ["socket"], "action": "SCMP_ACT_KILL_PROCESS",
           "args": [{"index": 0, "value": 16, "op": "SCMP_CMP_EQ"},
                    {"index": 0, "value": 18446744073709551615, "op": "SCMP_CMP_EQ"}]},
          {"names": ["clone"], "action": "SCMP_ACT_LOG",
           "args": [{"index": 0, "value": 255, "valueTwo": 17, "op": "SCMP_CMP_MASKED_EQ"},
                    {"index": 1, "value": 0, "op": "SCMP_CMP_NE"}]}]}
        """;

    assertThat(byFile(json, Call.of(Abi.X86_64, "mkdir"))).isEqualTo(Action.error(13));
    assertThat(byFile(json, Call.of(Abi.X86_64, "rmdir"))).isEqualTo(Action.ALLOW);
    assertThat(byFile(json, Call.of(Abi.X86_64, "socket", 16))).isEqualTo(Action.KILL_PROCESS);
    assertThat(byFile(json, Call.of(Abi.X86_64, "socket", -1))).isEqualTo(Action.KILL_PROCESS);
    assertThat(byFile(json, Call.of(Abi.X86_64, "socket", 1))).isEqualTo(Action.ALLOW);
    assertThat(byFile(json, Call.of(Abi.X86_64, "clone", 0xF11, 1))).isEqualTo(Action.LOG);
    assertThat(byFile(json, Call.of(Abi.X86_64, "clone", 0xF11, 0))).isEqualTo(Action.ALLOW);
    assertThat(byFile(json, Call.of(Abi.X86, "read"))).isEqualTo(Action.KILL_THREAD);
  }

  @Test
  void aFileThatIsNotUnderstoodIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfileFile.parse("{", Architecture.X86_64));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfileFile.parse("{}", Architecture.X86_64))
        .withMessage("unsupported seccomp action \"\"");
  }
}
