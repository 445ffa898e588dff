package dev.timonier.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.WatchRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The end of a store.
interface ClosingPromises extends StoreFixture {
  @Test
  default void closedStoreRefusesEveryCall() {
    var current = commit(put("a", "1"));
    store().close();

    for (var call :
        List.<Runnable>of(
            () -> store().get(key("a")),
            () -> store().get(key("a"), current),
            () -> store().range(RangeRequest.latest(KeyRange.all())).close(),
            () -> commit(put("a", "2")),
            () -> store().compact(current),
            () -> store().awaitRevision(current.next(), Duration.ofSeconds(20)),
            () -> store().grantLease(Duration.ofSeconds(60)),
            () -> watch(WatchRequest.fromNow(KeyRange.all())))) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              StoreException.Closed.class,
              failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED));
    }
  }

  @Test
  default void closingEndsWatchesAndIsDoneOnce() {
    var watcher = watch(WatchRequest.fromNow(KeyRange.all()));
    store().close();
    store().close();

    assertThat(watcher.awaitError()).isInstanceOf(StoreException.Closed.class);
  }
}
