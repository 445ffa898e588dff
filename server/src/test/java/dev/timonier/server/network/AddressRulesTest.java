package dev.timonier.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressRulesTest {
  @Test
  void faultsAreToldInTheWordsOfKubernetes() {
    assertThat(AddressRules.checkAddress("10.96.000.212"))
        .isEqualTo(List.of("must not have leading 0s"));
    assertThat(AddressRules.checkAddress("::ffff:1.2.3.4"))
        .isEqualTo(List.of("must not be an IPv4-mapped IPv6 address"));
    assertThat(AddressRules.checkRange("10.1.2.3/8"))
        .isEqualTo(List.of("must not have bits set beyond the prefix length"));
    assertThat(AddressRules.checkRange("::ffff:1.2.3.0/120"))
        .isEqualTo(List.of("must not have an IPv4-mapped IPv6 address"));
    assertThat(AddressRules.checkRange("1.2.3.4/33"))
        .isEqualTo(List.of("must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"));
    assertThat(AddressRules.checkRange("10.0.0.0/8")).isEmpty();
  }
}
