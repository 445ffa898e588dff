package dev.timonier.server.bootstrap;

import dev.timonier.machinery.network.Address;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which API servers are up: each has a key of its address that expires unless it is renewed.
public final class ServerAddresses {
  private static final Duration TTL = Duration.ofSeconds(15);
  private static final String PREFIX = "/registry/masterleases/";

  private final RevisionedStore store;
  private final Optional<Address> own;
  private @Nullable LeaseId lease; // guarded by this

  /// @param own empty when this server has no address to announce
  public ServerAddresses(RevisionedStore store, Optional<Address> own) {
    this.store = store;
    this.own = own;
  }

  synchronized void announce() {
    if (own.isPresent() && !isRenewed()) {
      lease = store.grantLease(TTL);
      var key = StoreKey.of(PREFIX + own.get());
      var value = own.get().toString().getBytes(StandardCharsets.UTF_8);
      store.commit(Transaction.unguarded(new Mutation.Put(key, value, Optional.of(lease))));
    }
  }

  private boolean isRenewed() {
    if (lease == null) {
      return false;
    }
    try {
      store.renewLease(lease);
      return true;
    } catch (StoreException.NoSuchLease _) {
      return false;
    }
  }

  /// The addresses in their order.
  List<Address> announced() {
    var addresses = new ArrayList<Address>();
    try (var entries = store.range(RangeRequest.latest(KeyRange.prefix(StoreKey.of(PREFIX))))) {
      entries.forEachRemaining(
          entry ->
              Address.parse(new String(entry.value(), StandardCharsets.UTF_8))
                  .ifPresent(addresses::add));
    }
    addresses.sort(null);
    return addresses;
  }

  synchronized void withdraw() {
    if (lease != null) {
      store.revokeLease(lease);
      lease = null;
    }
  }
}
