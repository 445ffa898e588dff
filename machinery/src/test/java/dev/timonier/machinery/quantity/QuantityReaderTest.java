package dev.timonier.machinery.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "100m",
        "1500m",
        "1",
        "0.5",
        "128Mi",
        "1Gi",
        "9999Gi",
        "99999Gi",
        "1k",
        "5M",
        "1G",
        "1T",
        "1Ei",
        "1e3",
        "-5",
        "+5",
        "999999999M",
        "1234567890",
        "1u",
        "999999999Mi"
      })
  void readsAsAmountDoes(String text) {
    assertReadAsAmount(text);
  }

  @Property
  void readsEveryQuantityAsAmountDoes(@ForAll("texts") String text) {
    assertReadAsAmount(text);
  }

  @Test
  void noQuantityIsZero() {
    assertThat(QuantityReader.value(null)).isZero();
    assertThat(QuantityReader.milliValue(null)).isZero();
  }

  @Provide
  Arbitrary<String> texts() {
    var numbers = Arbitraries.longs().between(-20, 12_345_678_901L).map(String::valueOf);
    var fractions = Arbitraries.doubles().between(0, 5000).ofScale(3).map(String::valueOf);
    var suffixes =
        Arbitraries.of("", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti");
    return Combinators.combine(Arbitraries.oneOf(numbers, fractions), suffixes)
        .as((number, suffix) -> number + suffix);
  }

  private static void assertReadAsAmount(String text) {
    var quantity = Quantity.parse(text);
    assertThat(QuantityReader.value(quantity)).isEqualTo(Amount.parse(text).value());
    assertThat(QuantityReader.milliValue(quantity)).isEqualTo(Amount.parse(text).milliValue());
  }
}
