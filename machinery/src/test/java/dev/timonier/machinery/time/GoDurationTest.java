package dev.timonier.machinery.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GoDurationTest {
  private static final long HOUR = 3_600_000_000_000L;

  record Read(String text, long nanos) {}

  static final List<Read> read =
      List.of(
          new Read("0", 0),
          new Read("-0", 0),
          new Read("0s", 0),
          new Read("5s", 5_000_000_000L),
          new Read("+250ms", 250_000_000),
          new Read("-1.5h", -HOUR * 3 / 2),
          new Read(".5s", 500_000_000),
          new Read("1.s", 1_000_000_000),
          new Read("1m30s", 90_000_000_000L),
          new Read("1s1m", 61_000_000_000L),
          new Read("3us7ns", 3007),
          new Read("3\u00b5s", 3000),
          new Read("3\u03bcs", 3000),
          new Read("52763797000ns", 52_763_797_000L),
          new Read("0.3333333333333333333h", HOUR / 3),
          new Read("0.100000000000000000000h", HOUR / 10),
          new Read("0.9223372036854775807h", 3_320_413_933_267L),
          new Read("0000000000000000000000001ns", 1),
          new Read("2562047h47m16.854775807s", Long.MAX_VALUE),
          new Read("-9223372036854775808ns", Long.MIN_VALUE));

  @ParameterizedTest
  @FieldSource("read")
  void textIsReadAsGoDoes(Read row) {
    assertThat(GoDuration.read(row.text)).isEqualTo(Duration.ofNanos(row.nanos));
  }

  record Refused(String text, String fault) {}

  static final List<Refused> refused =
      List.of(
          new Refused("", "invalid duration \"\""),
          new Refused("-", "invalid duration \"-\""),
          new Refused("abc", "invalid duration \"abc\""),
          new Refused(".", "invalid duration \".\""),
          new Refused(".s", "invalid duration \".s\""),
          new Refused("1s.", "invalid duration \"1s.\""),
          new Refused("+-1s", "invalid duration \"+-1s\""),
          new Refused("1 s", "unknown unit \" s\" in duration \"1 s\""),
          new Refused("5", "missing unit in duration \"5\""),
          new Refused("1.5.3s", "missing unit in duration \"1.5.3s\""),
          new Refused("0m0", "missing unit in duration \"0m0\""),
          new Refused("5M", "unknown unit \"M\" in duration \"5M\""),
          new Refused("1d\"", "unknown unit \"d\\\"\" in duration \"1d\\\"\""),
          new Refused("1é\n", "unknown unit \"\\xc3\\xa9\\x0a\" in duration \"1\\xc3\\xa9\\x0a\""),
          new Refused("9223372036854775808ns", "invalid duration \"9223372036854775808ns\""),
          new Refused("9223372036854775809y", "invalid duration \"9223372036854775809y\""),
          new Refused("2562047h48m", "invalid duration \"2562047h48m\""),
          new Refused("-9223372036854775809ns", "invalid duration \"-9223372036854775809ns\""));

  @ParameterizedTest
  @FieldSource("refused")
  void whatIsNoDurationIsRefusedInGosWords(Refused row) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoDuration.read(row.text))
        .withMessage("time: " + row.fault);
  }

  record Written(Duration duration, String text) {}

  static final List<Written> written =
      List.of(
          new Written(Duration.ZERO, "0s"),
          new Written(Duration.ofNanos(1), "1ns"),
          new Written(Duration.ofNanos(1100), "1.1µs"),
          new Written(Duration.ofNanos(2_200_000), "2.2ms"),
          new Written(Duration.ofMillis(3300), "3.3s"),
          new Written(Duration.ofSeconds(160), "2m40s"),
          new Written(Duration.ofMinutes(5), "5m0s"),
          new Written(Duration.ofHours(1), "1h0m0s"),
          new Written(Duration.ofMinutes(65).plusMillis(1), "1h5m0.001s"),
          new Written(Duration.ofDays(2), "48h0m0s"),
          new Written(Duration.ofMillis(-1500), "-1.5s"),
          new Written(Duration.ofNanos(Long.MIN_VALUE), "-2562047h47m16.854775808s"));

  @ParameterizedTest
  @FieldSource("written")
  void durationIsWrittenAsGoDoes(Written row) {
    assertThat(GoDuration.text(row.duration)).isEqualTo(row.text);
  }

  @Property
  void whatIsWrittenIsReadAsItWas(@ForAll long nanos) {
    var duration = Duration.ofNanos(nanos);
    assertThat(GoDuration.read(GoDuration.text(duration))).isEqualTo(duration);
  }

  @Property
  void wholeSecondsMayBeGivenAsOneNumber(@ForAll @LongRange(max = 9_223_372_036L) long seconds) {
    assertThat(GoDuration.read(seconds + "s")).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Property
  void anyTextIsReadOrRefused(
      @ForAll @CharRange(from = '-', to = '9') @Chars({'h', 'm', 's'}) String text) {
    try {
      var duration = GoDuration.read(text);
      assertThat(GoDuration.read(GoDuration.text(duration))).isEqualTo(duration);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("time: ").hasMessageEndingWith("\"" + text + "\"");
    }
  }
}
