package dev.timonier.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AddressWarningsTest {
  record Written(String text, String... warnings) {}

  static final List<Written> ADDRESSES =
      List.of(
          new Written("192.0.2.1"),
          new Written("2001:db8::1"),
          new Written("web"),
          new Written(
              "192.0.02.1",
              "p: non-standard IP address \"192.0.02.1\" is invalid: use \"192.0.2.1\""),
          new Written(
              "::ffff:192.0.2.1",
              "p: non-standard IP address \"::ffff:192.0.2.1\" is invalid: use \"192.0.2.1\""),
          new Written(
              "2001:DB8::1",
              "p: IPv6 address \"2001:DB8::1\" should be in RFC 5952 canonical format"
                  + " (\"2001:db8::1\")"));

  @ParameterizedTest
  @FieldSource("ADDRESSES")
  void addressesThatAreWrittenOddlyAreWarnedOf(Written address) {
    assertThat(AddressWarnings.ofAddress("p", address.text)).containsExactly(address.warnings);
  }

  static final List<Written> RANGES =
      List.of(
          new Written("192.0.2.0/24"),
          new Written("2001:db8::/64"),
          new Written("web"),
          new Written(
              "192.0.2.1/24",
              "p: CIDR value \"192.0.2.1/24\" is ambiguous in this context (should be"
                  + " \"192.0.2.0/24\" or \"192.0.2.1/32\"?)"),
          new Written(
              "192.0.02.1/024",
              "p: CIDR value \"192.0.02.1/024\" is ambiguous in this context (should be"
                  + " \"192.0.2.0/24\" or \"192.0.2.1/32\"?)",
              "p: non-standard CIDR value \"192.0.02.1/024\" is invalid: use \"192.0.2.0/24\""),
          new Written(
              "::ffff:192.0.2.0/120",
              "p: non-standard CIDR value \"::ffff:192.0.2.0/120\" is invalid: use"
                  + " \"192.0.2.0/24\""),
          new Written(
              "2001:DB8::/64",
              "p: IPv6 CIDR value \"2001:DB8::/64\" should be in RFC 5952 canonical format"
                  + " (\"2001:db8::/64\")"));

  @ParameterizedTest
  @FieldSource("RANGES")
  void rangesThatAreWrittenOddlyAreWarnedOf(Written range) {
    assertThat(AddressWarnings.ofRange("p", range.text)).containsExactly(range.warnings);
  }
}
