package dev.timonier.machinery.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "10.96.0.1, 10.96.0.1",
    "10.96.000.1, 10.96.0.1",
    "255.255.255.255, 255.255.255.255",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
    "::, ::",
    "::1, ::1",
    "fd00::, fd00::",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "::ffff:1.2.3.4, 1.2.3.4"
  })
  void textBecomesCanonical(String text, String canonical) {
    assertThat(Address.parse(text).orElseThrow()).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "x",
        "1:2",
        "::1::",
        "fe80::1%eth0",
        "[::1]"
      })
  void otherTextsAreNoAddresses(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.9.8.0/24, 10.9.8.255, true",
    "10.9.8.0/24, 10.9.9.0, false",
    "10.9.8.0/24, fd00::1, false",
    "fd00::/108, fd00::f:ffff, true",
    "fd00::/108, fd00::10:0, false"
  })
  void rangeContainsItsAddresses(String range, String address, boolean contains) {
    assertThat(Cidr.parse(range).orElseThrow().contains(Address.parse(address).orElseThrow()))
        .isEqualTo(contains);
  }
}
