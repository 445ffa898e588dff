package dev.timonier.storage.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.RevisionedStoreContract;
import dev.timonier.storage.crash.SystemTimer;
import dev.timonier.storage.etcdserver.EtcdProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EtcdStoreTest extends RevisionedStoreContract {
  private final SystemTimer timer = new SystemTimer();
  private Optional<EtcdProcess> etcd = Optional.empty();

  @Override
  protected RevisionedStore open() throws IOException {
    etcd = Optional.of(EtcdProcess.start());
    return connect("");
  }

  private EtcdStore connect(String prefix) {
    var options = EtcdOptions.of(etcd.orElseThrow().client()).withPrefix(StoreKey.of(prefix));
    return EtcdStore.connect(options, timer.context());
  }

  @AfterEach
  void stop() throws IOException {
    store().close();
    etcd.orElseThrow().close();
    timer.close();
  }

  @Override
  public StoreContext context() {
    return timer.context();
  }

  /// Machines have pauses, too.
  @Override
  public Duration ttl() {
    return Duration.ofSeconds(6);
  }

  /// etcd goes by its own clock.
  @Override
  public void pass(Duration time) {
    await().pollDelay(time).until(() -> true);
  }

  /// Both ends: etcd is killed, and another client connects.
  @Override
  public void restart() throws Exception {
    store().close();
    etcd.orElseThrow().restart();
    etcd.orElseThrow().awaited();
    use(connect(""));
  }

  /// etcd gives leases their full time again when its leader has changed.
  @Override
  public Duration mostLeftAfterRestart(Duration left, Duration ttl) {
    return ttl;
  }

  @Test
  void remainingTimeOfALeaseSurvivesAReconnection() {
    var ttl = Duration.ofSeconds(100);
    var lease = store().grantLease(ttl);
    pass(Duration.ofSeconds(2));
    store().close();
    use(connect(""));

    assertThat(store().remaining(lease).orElseThrow())
        .isBetween(ttl.minusSeconds(30), ttl.minusSeconds(2));
  }

  @Test
  void otherProcessesSeeTheSame() {
    try (var other = connect("")) {
      var watcher = watch(WatchRequest.fromNow(KeyRange.all()));
      commitTo(other, "a", "1");

      assertThat(value("a")).contains("1");
      assertThat(watcher.awaitEvents(1).told()).containsExactly("put a=1@2");
    }
  }

  @Test
  void clustersWithOtherPrefixesDoNotMeet() {
    try (var one = connect("one/");
        var other = connect("other/")) {
      commitTo(one, "a", "1");
      commitTo(other, "a", "2");

      assertThat(entries(RangeRequest.latest(KeyRange.all())))
          .containsExactly("one/a=1", "other/a=2");
      assertThat(one.count(KeyRange.all(), Optional.empty())).isEqualTo(1);
      assertThat(other.get(key("a")).orElseThrow().value()).isEqualTo(new byte[] {'2'});
    }
  }

  @Test
  void watchGoesOnAfterEtcdWasKilled() throws Exception {
    var watcher = watch(WatchRequest.fromNow(KeyRange.all()));
    commit(put("a", "1"));
    watcher.awaitEvents(1);
    etcd.orElseThrow().restart();
    var second = commit(put("a", "2"));

    assertThat(watcher.awaitEvents(2).told()).containsExactly("put a=1@2", "put a=2@" + second);
  }

  @Test
  void compactionByOthersIsNoticed() {
    commit(put("a", "1"));
    var second = commit(put("a", "2"));
    try (var other = connect("")) {
      other.compact(second);
    }

    assertThat(store().compactedRevision()).isEqualTo(second);
  }

  private static void commitTo(RevisionedStore store, String key, String value) {
    store.commit(
        Transaction.unguarded(
            new Mutation.Put(StoreKey.of(key), value.getBytes(StandardCharsets.UTF_8))));
  }
}
