package dev.timonier.machinery.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
  record Form(String text, String canonical, String number) {}

  static Stream<Form> forms() {
    return Stream.of(
        new Form("0", "0", "0"),
        new Form("1", "1", "1"),
        new Form("0.5", "500m", "0.5"),
        new Form("1.5", "1500m", "1.5"),
        new Form("1000m", "1", "1"),
        new Form("1500m", "1500m", "1.5"),
        new Form("1000", "1k", "1000"),
        new Form("1100", "1100", "1100"),
        new Form("1024", "1024", "1024"),
        new Form("1Ki", "1Ki", "1024"),
        new Form("1024Ki", "1Mi", "1048576"),
        new Form("1.5Gi", "1536Mi", "1610612736"),
        new Form("0.5Ki", "512", "512"),
        new Form("0.1Mi", "104857600m", "104857.6"),
        new Form("1e3", "1e3", "1000"),
        new Form("1E3", "1E3", "1000"),
        new Form("1e0", "1e0", "1"),
        new Form("Gi", "0", "0"),
        new Form("99999999999999999999", "99999999999999999999", "99999999999999999999"),
        new Form("00.500", "500m", "0.5"),
        new Form("12e-1", "1200e-3", "1.2"),
        new Form("1E", "1E", "1000000000000000000"),
        new Form("1000E", "1000E", "1000000000000000000000"),
        new Form("1100E", "1100E", "1100000000000000000000"),
        new Form("1000e18", "1e21", "1000000000000000000000"),
        new Form("0.9765625Ki", "1k", "1000"),
        new Form("1.000001", "1.000001", "1.000001"),
        new Form("100n", "100n", "0.0000001"),
        new Form("1u", "1u", "0.000001"),
        new Form("0.1n", "1n", "0.000000001"),
        new Form("-1.5", "-1500m", "-1.5"),
        new Form("+2", "+2", "2"),
        new Form(".5", "500m", "0.5"),
        new Form("5.", "5.", "5"),
        new Form("0.0001Ki", "102400u", "0.1024"),
        new Form("10Ei", "9223372036854775807", "9223372036854775807"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void textIsReadAndWrittenCanonically(Form form) {
    var amount = Amount.parse(form.text);
    assertThat(amount).hasToString(form.canonical);
    assertThat(amount.number()).isEqualByComparingTo(form.number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1x", "1 Gi", "--1", "1.2.3", "1KI", "1mi", "1e"})
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> Amount.parse(text)).isInstanceOf(QuantityException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--5", "1e", "1mi", "1Kii"})
  void suffixThatIsNoneIsTold(String text) {
    assertThatThrownBy(() -> Amount.parse(text)).hasMessage("unable to parse quantity's suffix");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1GB", "1 Gi", "1.2.3", "0x10", "NaN"})
  void formOfQuantitiesIsTold(String text) {
    assertThatThrownBy(() -> Amount.parse(text)).hasMessage(QuantityException.SYNTAX);
  }

  @Provide
  Arbitrary<String> quantities() {
    var numbers =
        Arbitraries.bigDecimals().between(BigDecimal.valueOf(-1e6), BigDecimal.valueOf(1e6));
    var suffixes = Arbitraries.of("", "n", "u", "m", "k", "M", "G", "Ki", "Mi", "Gi", "e3", "e-3");
    return Combinators.combine(numbers, suffixes).as((n, s) -> n.toPlainString() + s);
  }

  @Property
  void canonicalFormIsTheSameAmount(@ForAll("quantities") String text) {
    var once = Amount.parse(text);
    assertThat(Amount.parse(once.toString())).isEqualTo(once);
  }

  /// Of a binary amount that no suffix divides, the text tells no notation: `812.5Ki` becomes
  /// `832000`, which is `832k` when it is read again.
  @Property
  void canonicalFormIsStableOnceItWasRead(@ForAll("quantities") String text) {
    var twice = Amount.parse(Amount.parse(text).toString());
    assertThat(Amount.parse(twice.toString())).hasToString(twice.toString());
  }

  @Property
  void sumMinusPartIsTheOther(@ForAll("quantities") String a, @ForAll("quantities") String b) {
    var sum = Amount.parse(a).plus(Amount.parse(b));
    assertThat(sum.minus(Amount.parse(a))).isEqualTo(Amount.parse(b));
  }

  @Test
  void wholeAndMilliValuesRoundUp() {
    assertThat(Amount.parse("1200m").value()).isEqualTo(2);
    assertThat(Amount.parse("1u").milliValue()).isEqualTo(1);
    assertThat(Amount.parse("250m").milliValue()).isEqualTo(250);
    assertThat(Amount.parse("1n").roundedToMilli()).hasToString("1m");
  }

  @Test
  void fabric8QuantityIsTheSameAmount() {
    var amount = Amount.parse("1536Mi");
    assertThat(Amount.of(amount.toQuantity())).isEqualTo(amount);
    assertThat(Amount.of((io.fabric8.kubernetes.api.model.Quantity) null)).isEqualTo(Amount.ZERO);
  }
}
