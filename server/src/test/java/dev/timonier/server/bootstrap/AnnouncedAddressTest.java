package dev.timonier.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Family;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncedAddressTest {
  private static final Address EVERYWHERE = Address.parse("0.0.0.0").orElseThrow();
  private static final Address LOOPBACK = Address.parse("127.0.0.1").orElseThrow();
  private static final Address GIVEN = Address.parse("192.0.2.7").orElseThrow();

  @Test
  void givenAddressIsAnnounced() {
    assertThat(announced(Optional.of(GIVEN), EVERYWHERE)).contains(GIVEN);
  }

  @Test
  void addressThatIsListenedOnIsAnnounced() {
    assertThat(announced(Optional.empty(), GIVEN)).contains(GIVEN);
  }

  /// As on a machine without a network, where nothing else is known.
  @Test
  void loopbackIsNeverAnnounced() {
    assertThat(announced(Optional.of(LOOPBACK), EVERYWHERE)).isNotEqualTo(Optional.of(LOOPBACK));
    assertThat(announced(Optional.empty(), LOOPBACK)).isNotEqualTo(Optional.of(LOOPBACK));
  }

  private static Optional<Address> announced(Optional<Address> given, Address listening) {
    return ApiServerEndpoints.addressFor(given, listening, Family.IPV4);
  }
}
