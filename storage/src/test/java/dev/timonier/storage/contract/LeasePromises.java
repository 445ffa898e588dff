package dev.timonier.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Leases: keys that disappear when their time is over.
interface LeasePromises extends StoreFixture {
  Duration LONG = Duration.ofMinutes(10);

  /// Of leases that expire in a test, which is not to take longer than that before.
  default Duration ttl() {
    return Duration.ofSeconds(2);
  }

  @Test
  default void keysOfAnExpiredLeaseDisappearAtOneRevisionAsDeletions() {
    var lease = store().grantLease(ttl());
    commit(putLeased("a", lease), putLeased("b", lease), put("c", "stays"));
    var watcher = watch(WatchRequest.fromNow(KeyRange.all()).withPrevious());
    var next = store().currentRevision().next();
    pass(ttl());

    assertThat(watcher.awaitEvents(2).told())
        .containsExactlyInAnyOrder("delete a@" + next, "delete b@" + next);
    assertThat(watcher.events()).extracting(WatchEvent::previous).allMatch(Optional::isPresent);
    assertThat(value("a")).isEmpty();
    assertThat(value("c")).contains("stays");
  }

  @Test
  default void keyNamesItsLease() {
    var lease = store().grantLease(LONG);
    commit(putLeased("a", lease));

    assertThat(present("a").lease()).contains(lease);
  }

  @Test
  default void renewedLeaseLivesOn() {
    var lease = store().grantLease(ttl());
    commit(putLeased("a", lease));
    for (var i = 0; i < 3; i++) {
      pass(ttl().dividedBy(2));
      store().renewLease(lease);
    }
    assertThat(value("a")).isPresent();

    pass(ttl());
    await().until(() -> value("a").isEmpty());
  }

  @Test
  default void expiredLeaseIsGone() {
    var lease = store().grantLease(ttl());
    commit(putLeased("a", lease));
    pass(ttl());
    await().until(() -> value("a").isEmpty());

    assertThat(store().remaining(lease)).isEmpty();
    assertThatThrownBy(() -> store().renewLease(lease))
        .isInstanceOf(StoreException.NoSuchLease.class);
    assertThatThrownBy(() -> commit(putLeased("b", lease)))
        .isInstanceOf(StoreException.NoSuchLease.class);
  }

  @Test
  default void remainingTimeIsAtMostTheTimeToLive() {
    var lease = store().grantLease(LONG);

    assertThat(store().remaining(lease).orElseThrow()).isBetween(LONG.minusSeconds(30), LONG);
    assertThat(store().remaining(new LeaseId(4711))).isEmpty();
  }

  @Test
  default void revokedLeaseTakesItsKeysWithIt() {
    var lease = store().grantLease(LONG);
    commit(putLeased("a", lease), putLeased("b", lease));
    var before = store().currentRevision();
    store().revokeLease(lease);

    assertThat(value("a")).isEmpty();
    assertThat(store().currentRevision()).isEqualTo(before.next());
    assertThat(store().remaining(lease)).isEmpty();
    store().revokeLease(lease);
    assertThat(store().currentRevision()).isEqualTo(before.next());
  }

  @Test
  default void keyThatIsPutWithoutItsLeaseOutlivesIt() {
    var lease = store().grantLease(LONG);
    commit(putLeased("a", lease), putLeased("b", lease), putLeased("c", lease));
    var other = store().grantLease(LONG);
    commit(put("a", "free"), putLeased("b", other));
    store().revokeLease(lease);

    assertThat(value("a")).contains("free");
    assertThat(value("b")).isPresent();
    assertThat(value("c")).isEmpty();
  }

  @Test
  default void keyThatWasDeletedAndPutAgainOutlivesItsOldLease() {
    var lease = store().grantLease(LONG);
    commit(putLeased("a", lease));
    commit(delete("a"));
    commit(put("a", "again"));
    store().revokeLease(lease);

    assertThat(value("a")).contains("again");
  }

  @Test
  default void leasesAndTheirRenewalsTakeNoRevision() {
    var before = commit(put("a", "1"));
    var lease = store().grantLease(LONG);
    store().renewLease(lease);

    assertThat(store().currentRevision()).isEqualTo(before);
    assertThat(store().grantLease(LONG)).isNotEqualTo(lease);
  }

  @Test
  default void unknownLeaseCannotBeRenewed() {
    assertThatThrownBy(() -> store().renewLease(new LeaseId(4711)))
        .isInstanceOf(StoreException.NoSuchLease.class);
  }

  private Mutation.Put putLeased(String key, LeaseId lease) {
    return new Mutation.Put(key(key), new byte[] {1}, Optional.of(lease));
  }
}
