package dev.timonier.machinery.taint;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TolerationsTest {
  private static final Taint TAINT = new Taint("NoSchedule", "key1", null, "value1");

  record Case(String name, Toleration toleration, Taint taint, boolean tolerated) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("equal", toleration("key1", "Equal", "value1", "NoSchedule"), TAINT, true),
        new Case("no operator", toleration("key1", "", "value1", "NoSchedule"), TAINT, true),
        new Case("other value", toleration("key1", "Equal", "value2", "NoSchedule"), TAINT, false),
        new Case("exists", toleration("key1", "Exists", "", "NoSchedule"), TAINT, true),
        new Case("other key", toleration("key2", "Exists", "", "NoSchedule"), TAINT, false),
        new Case("other effect", toleration("key1", "Exists", "", "NoExecute"), TAINT, false),
        new Case("every effect", toleration("key1", "Exists", "", ""), TAINT, true),
        new Case("everything", toleration("", "Exists", "", ""), TAINT, true),
        new Case("unknown operator", toleration("key1", "Gt", "1", ""), TAINT, false),
        new Case(
            "no value on both sides",
            toleration("key1", "Equal", "", ""),
            new Taint("NoSchedule", "key1", null, ""),
            true));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tolerationFitsTaint(Case example) {
    var tolerations = Tolerations.of(List.of(example.toleration()));

    assertThat(tolerations.tolerate(example.taint())).isEqualTo(example.tolerated());
  }

  @Test
  void firstUntoleratedTaintIsFound() {
    var tolerations = Tolerations.of(List.of(toleration("key1", "Exists", "", "")));
    var other = new Taint("NoExecute", "key2", null, "");

    assertThat(tolerations.firstUntolerated(List.of(TAINT, other))).contains(other);
    assertThat(tolerations.firstUntolerated(List.of(TAINT))).isEmpty();
  }

  @Test
  void withoutTolerationsNoTaintIsTolerated() {
    assertThat(Tolerations.of((List<Toleration>) null).tolerate(TAINT)).isFalse();
  }

  @Test
  void tolerationsAboutAnEffectAreThoseOfItAndOfAll() {
    var tolerations =
        Tolerations.of(
            List.of(
                toleration("a", "Exists", "", "NoSchedule"),
                toleration("b", "Exists", "", "PreferNoSchedule"),
                toleration("c", "Exists", "", "")));
    var about = tolerations.about(TaintEffect.PreferNoSchedule);

    assertThat(Stream.of("a", "b", "c").filter(k -> about.tolerate(soft(k))))
        .containsExactly("b", "c");
    assertThat(about.tolerate(new Taint("NoSchedule", "a", null, null))).isFalse();
  }

  private static Taint soft(String key) {
    return new Taint("PreferNoSchedule", key, null, null);
  }

  private static Toleration toleration(String key, String operator, String value, String effect) {
    return new TolerationBuilder()
        .withKey(key)
        .withOperator(operator)
        .withValue(value)
        .withEffect(effect)
        .build();
  }
}
