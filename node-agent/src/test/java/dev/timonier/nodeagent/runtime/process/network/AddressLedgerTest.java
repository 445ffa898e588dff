package dev.timonier.nodeagent.runtime.process.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.nodeagent.linux.FileTree;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AddressLedgerTest {
  private static final AddressRange RANGE = AddressRange.parse("10.1.2.0/28");
  private static final int USABLE = 13;

  /// Each number is an owner: one that has an address frees it, one that has none gets one; every
  /// now and then the ledger is opened again.
  @Property(tries = 100)
  void noAddressHasTwoOwnersAndNoneIsForgotten(
      @ForAll @Size(max = 60) List<@IntRange(max = 20) Integer> steps) throws IOException {
    var directory = Files.createTempDirectory("ledger");
    var ledger = new AddressLedger(directory, RANGE);
    var expected = new HashMap<String, Inet4Address>();
    for (var step : steps) {
      ledger = step == 0 ? new AddressLedger(directory, RANGE) : ledger;
      take(ledger, "owner" + step, expected);
      assertThat(expected.values()).doesNotHaveDuplicates();
    }
    for (var owner : expected.entrySet()) {
      assertThat(ledger.addresses(owner.getKey())).containsExactly(owner.getValue());
    }
    FileTree.delete(directory);
  }

  private static void take(AddressLedger ledger, String owner, Map<String, Inet4Address> expected)
      throws IOException {
    if (expected.remove(owner) != null) {
      ledger.free(owner);
    } else if (expected.size() < USABLE) {
      var address = ledger.allocate(owner);
      assertThat(address.getHostAddress()).isNotIn("10.1.2.0", "10.1.2.1", "10.1.2.15");
      expected.put(owner, address);
    } else {
      assertThatThrownBy(() -> ledger.allocate(owner)).hasMessageContaining("no IP addresses");
    }
  }
}
