package dev.timonier.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.Durability;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.WatchRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a store still has after the end of its process.
interface RestartPromises extends StoreFixture {
  /// Replaces the store under test by what is left of it when its process is killed.
  void restart() throws Exception;

  /// The most that a lease has after a restart before which it had `left`.
  default Duration mostLeftAfterRestart(Duration left, Duration ttl) {
    return left;
  }

  @Test
  default void acknowledgedCommitsOfEitherDurabilitySurviveARestart() throws Exception {
    var full = commit(put("full", "1"));
    var relaxed = relaxed("relaxed", "1");
    restart();

    assertThat(store().currentRevision()).isEqualTo(relaxed);
    assertThat(entries(RangeRequest.latest(KeyRange.all()))).containsExactly("full=1", "relaxed=1");
    assertThat(present("full").modified()).isEqualTo(full);
    assertThat(commit(put("next", "1"))).isEqualTo(relaxed.next());
  }

  @Test
  default void relaxedCommitsKeepTheirPlaceAmongTheOthers() throws Exception {
    var start = store().currentRevision().next();
    var revisions = new ArrayList<Revision>();
    for (var i = 0; i < 20; i++) {
      revisions.add(i % 3 == 0 ? relaxed("a", "" + i) : commit(put("a", "" + i)));
    }
    restart();
    var watcher = watch(WatchRequest.from(KeyRange.all(), start));

    assertThat(watcher.awaitEvents(20).events())
        .extracting(event -> event.revision())
        .containsExactlyElementsOf(revisions);
    assertThat(watcher.told().getLast()).startsWith("put a=19@");
  }

  @Test
  default void historySurvivesARestart() throws Exception {
    var first = commit(put("a", "1"), put("b", "1"));
    commit(put("a", "2"), delete("b"));
    restart();

    assertThat(entries(RangeRequest.latest(KeyRange.all()).at(first)))
        .containsExactly("a=1", "b=1");
    assertThat(present("a").created()).isEqualTo(first);
    assertThat(present("a").version()).isEqualTo(2);
  }

  @Test
  default void compactedStoreStaysCompactedAfterARestart() throws Exception {
    commit(put("a", "1"));
    var compacted = commit(put("a", "2"));
    commit(put("a", "3"));
    store().compact(compacted);
    restart();

    assertThat(store().compactedRevision()).isEqualTo(compacted);
    assertThat(value("a", compacted)).contains("2");
    assertThat(value("a")).contains("3");
  }

  @Test
  default void remainingTimeOfALeaseSurvivesARestart() throws Exception {
    var ttl = Duration.ofSeconds(100);
    var lease = store().grantLease(ttl);
    commit(leased("a", lease));
    pass(Duration.ofSeconds(2));
    restart();

    var most = mostLeftAfterRestart(ttl.minusSeconds(2), ttl);
    assertThat(store().remaining(lease).orElseThrow()).isBetween(ttl.minusSeconds(30), most);
    assertThat(present("a").lease()).contains(lease);
    store().renewLease(lease);
    store().revokeLease(lease);
    assertThat(value("a")).isEmpty();
  }

  @Test
  default void leaseExpiresAfterARestartAsItWouldHaveBefore() throws Exception {
    var ttl = Duration.ofSeconds(3);
    var lease = store().grantLease(ttl);
    commit(leased("a", lease), put("b", "stays"));
    restart();
    pass(ttl);

    await().until(() -> value("a").isEmpty());
    assertThat(value("b")).contains("stays");
  }

  private Revision relaxed(String key, String value) {
    var transaction = Transaction.unguarded(put(key, value)).with(Durability.RELAXED);
    return committed(store().commit(transaction));
  }

  private Mutation.Put leased(String key, LeaseId lease) {
    return new Mutation.Put(key(key), new byte[] {1}, Optional.of(lease));
  }
}
