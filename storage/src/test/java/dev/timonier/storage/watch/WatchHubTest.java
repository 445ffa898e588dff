package dev.timonier.storage.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.RecordingWatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchHubTest {
  private static final WatchOptions SMALL = new WatchOptions(20_000, Duration.ofMillis(5));

  private final ListLog log = new ListLog();
  private final WatchHub hub = new WatchHub(log, SMALL, Revision.FIRST);

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void watchersInStepGetFromTheLogWhatHasLeftTheRing() {
    var watchers =
        IntStream.range(0, 20).mapToObj(_ -> watch(WatchRequest.fromNow(KeyRange.all()))).toList();
    var burst = new ArrayList<Commit>();
    for (var i = 0; i < 1000; i++) {
      burst.add(log.append("key-" + i % 10));
    }
    hub.publish(burst, log.current());

    for (var watcher : watchers) {
      watcher.awaitEvents(1000);
      assertThat(revisions(watcher)).isEqualTo(LongStream.rangeClosed(2, 1001).boxed().toList());
    }
    assertThat(log.reads).isNotEmpty();
  }

  @Test
  void watchersThatKeepUpAreNotServedFromTheLog() {
    var watcher = watch(WatchRequest.fromNow(KeyRange.all()));
    for (var i = 0; i < 1000; i++) {
      publish("key");
      watcher.awaitEvents(i + 1);
    }
    assertThat(log.reads).isEmpty();
  }

  @Test
  void manyBlockedWatchersHoldNobodyUp() {
    var gate = new CountDownLatch(1);
    var blocked =
        IntStream.range(0, 50)
            .mapToObj(
                _ -> {
                  var watcher = new RecordingWatcher();
                  hub.watch(WatchRequest.fromNow(KeyRange.all()), new Blocking(gate, watcher));
                  return watcher;
                })
            .toList();
    var quick = watch(WatchRequest.fromNow(KeyRange.all()));
    for (var i = 0; i < 20; i++) {
      publish("key");
    }
    quick.awaitEvents(20);
    await().until(() -> hub.lag() == 20);

    gate.countDown();
    blocked.forEach(watcher -> assertThat(revisions(watcher.awaitEvents(20))).hasSize(20));
    await().until(() -> hub.lag() == 0);
  }

  @Test
  void watcherThatFailsWithAnErrorIsToldNoMoreAndHarmsNobody() {
    hub.watch(WatchRequest.fromNow(KeyRange.all()), new Failing());
    var other = watch(WatchRequest.fromNow(KeyRange.all()));
    publish("key");
    publish("key");

    assertThat(revisions(other.awaitEvents(2))).hasSize(2);
    await().until(() -> hub.watchers() == 1);
  }

  @Test
  void slowWatcherKeepsItsOrderWhileItIsServedOnItsOwn() {
    var slow = new RecordingWatcher();
    hub.watch(WatchRequest.fromNow(KeyRange.all()), new Sluggish(slow));
    for (var i = 0; i < 300; i++) {
      publish("key");
    }
    assertThat(revisions(slow.awaitEvents(300)))
        .isEqualTo(LongStream.rangeClosed(2, 301).boxed().toList());
  }

  @Test
  void closedWatchersAreForgotten() {
    var watchers =
        IntStream.range(0, 10).mapToObj(_ -> watch(WatchRequest.fromNow(KeyRange.all()))).toList();
    assertThat(hub.watchers()).isEqualTo(10);
    watchers.forEach(watcher -> watcher.watch().close());

    assertThat(hub.watchers()).isZero();
  }

  @Test
  void watchThatCannotBeginIsForgotten() {
    var failure = new StoreException.TimedOut("no answer, on purpose", Outcome.NOT_APPLIED, null);
    log.failure = Optional.of(failure);

    assertThatThrownBy(() -> watch(WatchRequest.fromNow(KeyRange.all()))).isSameAs(failure);
    assertThat(hub.watchers()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1000}) // some that the ring still has, and more than it holds
  void commitsThatNobodyWatchedAreToldToWhoAsksForThemLater(int commits) {
    for (var i = 0; i < commits; i++) {
      publish("key");
    }
    var fromNow = watch(WatchRequest.fromNow(KeyRange.all()));
    var fromThen = watch(WatchRequest.from(KeyRange.all(), new Revision(commits)));
    publish("key");

    var last = commits + 2L;
    assertThat(revisions(fromNow.awaitEvents(1))).containsExactly(last);
    assertThat(revisions(fromThen.awaitEvents(3))).containsExactly(last - 2, last - 1, last);
  }

  @Test
  void whatWasSkippedIsServedFromTheLog() {
    var watcher = watch(WatchRequest.fromNow(KeyRange.all()));
    publish("key");
    watcher.awaitEvents(1);
    log.append("key");
    log.append("key");
    hub.skip(log.current());
    publish("key");

    assertThat(revisions(watcher.awaitEvents(4))).containsExactly(2L, 3L, 4L, 5L);
    assertThat(log.reads).isNotEmpty();
  }

  private RecordingWatcher watch(WatchRequest request) {
    var watcher = new RecordingWatcher();
    watcher.started(hub.watch(request, watcher));
    return watcher;
  }

  private void publish(String key) {
    hub.publish(List.of(log.append(key)), log.current());
  }

  private static List<Long> revisions(RecordingWatcher watcher) {
    return watcher.events().stream().map(event -> event.revision().value()).toList();
  }

  /// A log that forgets nothing.
  private static final class ListLog implements ChangeLog {
    private final List<Commit> commits = new ArrayList<>();
    private final List<Revision> reads = new ArrayList<>();
    private Optional<StoreException> failure = Optional.empty();

    synchronized Commit append(String name) {
      var key = StoreKey.of(name);
      var revision = new Revision(commits.size() + 2L);
      var entry = new KeyValue(key, new byte[100], revision, revision, 1, Optional.empty());
      var change = new Change(key, revision, Optional.of(entry), Optional.empty());
      commits.add(new Commit(revision, List.of(change)));
      return commits.getLast();
    }

    @Override
    public synchronized Page read(Revision from, Revision through, KeyRange keys) {
      reads.add(from);
      var start = (int) from.value() - 2;
      var end = Math.min((int) through.value() - 1, start + 70);
      return new Page(List.copyOf(commits.subList(start, end)), new Revision(end + 1L));
    }

    @Override
    public Revision compacted() {
      if (failure.isPresent()) {
        throw failure.get();
      }
      return Revision.NONE;
    }

    @Override
    public synchronized Revision current() {
      return new Revision(commits.size() + 1L);
    }
  }
}
