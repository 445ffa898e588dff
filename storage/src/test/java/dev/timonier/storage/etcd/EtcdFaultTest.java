package dev.timonier.storage.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.CommitResult.Committed;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RangeRequest;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.RecordingWatcher;
import dev.timonier.storage.crash.SystemTimer;
import dev.timonier.storage.etcdserver.EtcdProcess;
import dev.timonier.storage.etcdserver.FaultyLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The line to etcd fails while clients commit and a watcher watches. Each attempt to commit has a
/// key of its own, so that afterwards it is seen what became of it.
class EtcdFaultTest {
  private static final int CLIENTS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// What a client was told of an attempt.
  private sealed interface Told {
    record Acknowledged(Revision revision) implements Told {}

    record Failed(Outcome outcome) implements Told {}
  }

  private final SystemTimer timer = new SystemTimer();
  private final Map<StoreKey, Told> told = new ConcurrentHashMap<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final RecordingWatcher watcher = new RecordingWatcher();
  private EtcdProcess etcd;
  private FaultyLine line;
  private EtcdStore store;
  private volatile boolean enough;

  @BeforeEach
  void start() throws IOException {
    etcd = EtcdProcess.start();
    line = FaultyLine.to(etcd.client());
    direct().close(); // the first connection of a process takes its time
    var options = EtcdOptions.of(line.address()).withPatience(Duration.ofSeconds(5));
    store = EtcdStore.connect(options, timer.context());
    watcher.started(store.watch(WatchRequest.fromNow(KeyRange.all()), watcher));
  }

  @AfterEach
  void stop() throws IOException {
    clients.shutdownNow();
    store.close();
    line.close();
    etcd.close();
    timer.close();
  }

  private void startClients() {
    for (var client = 0; client < CLIENTS; client++) {
      var number = client;
      clients.execute(() -> commitUntilEnough(number));
    }
    awaitMoreCommits();
  }

  private void commitUntilEnough(int client) {
    for (var attempt = 0; !enough; attempt++) {
      var key = StoreKey.of("attempt/" + client + "/" + attempt);
      told.put(key, attempt(key));
    }
  }

  private Told attempt(StoreKey key) {
    try {
      var put = Transaction.unguarded(new Mutation.Put(key, new byte[] {1}));
      var revision = ((Committed) store.commit(put)).revision();
      acknowledged.incrementAndGet();
      return new Told.Acknowledged(revision);
    } catch (StoreException e) {
      return new Told.Failed(e.outcome());
    }
  }

  private void awaitMoreCommits() {
    var wanted = acknowledged.get() + 100;
    await().atMost(PATIENCE).until(() -> acknowledged.get() >= wanted);
  }

  private void stopClients() throws InterruptedException {
    enough = true;
    clients.shutdown();
    assertThat(clients.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
  }

  private EtcdStore direct() {
    return EtcdStore.connect(EtcdOptions.of(etcd.client()), timer.context());
  }

  /// What etcd holds, in the order of its commits.
  private List<KeyValue> stored() {
    var entries = new ArrayList<KeyValue>();
    try (var other = direct();
        var range = other.range(RangeRequest.latest(KeyRange.all()))) {
      range.forEachRemaining(entries::add);
    }
    entries.sort(Comparator.comparing(KeyValue::modified));
    return entries;
  }

  private void assertNothingWasLostRepeatedOrMisreported() throws InterruptedException {
    stopClients();
    var stored = stored();
    watcher.awaitProgress(stored.getLast().modified());

    assertThat(watcher.events().stream().map(EtcdFaultTest::place)).isEqualTo(places(stored));
    assertThat(stored).extracting(KeyValue::version).containsOnly(1L);
    var byKey = stored.stream().collect(Collectors.toMap(KeyValue::key, entry -> entry));
    told.forEach((key, what) -> assertTrue(what, Optional.ofNullable(byKey.get(key))));
  }

  private static List<String> places(List<KeyValue> stored) {
    return stored.stream().map(entry -> entry.key() + "@" + entry.modified()).toList();
  }

  private static String place(WatchEvent event) {
    return event.key() + "@" + event.revision();
  }

  private static void assertTrue(Told told, Optional<KeyValue> stored) {
    switch (told) {
      case Told.Acknowledged(var revision) ->
          assertThat(stored.map(KeyValue::modified)).contains(revision);
      case Told.Failed(var outcome) ->
          assertThat(outcome)
              .isNotEqualTo(Outcome.APPLIED)
              .isNotEqualTo(stored.isPresent() ? Outcome.NOT_APPLIED : Outcome.APPLIED);
    }
  }

  @Test
  void resetConnections() throws Exception {
    startClients();
    for (var i = 0; i < 5; i++) {
      line.reset();
      awaitMoreCommits();
    }
    assertNothingWasLostRepeatedOrMisreported();
  }

  @Test
  void delayedConnections() throws Exception {
    startClients();
    line.delay(Duration.ofMillis(20));
    awaitMoreCommits();
    line.reset();
    awaitMoreCommits();
    line.delay(Duration.ZERO);
    awaitMoreCommits();
    assertNothingWasLostRepeatedOrMisreported();
  }

  @Test
  void halfOpenConnections() throws Exception {
    startClients();
    line.silence();
    await().atMost(PATIENCE).until(() -> told.containsValue(new Told.Failed(Outcome.UNKNOWN)));
    awaitMoreCommits();
    assertNothingWasLostRepeatedOrMisreported();
  }

  @Test
  void fullCut() throws Exception {
    startClients();
    line.cut();
    await()
        .atMost(PATIENCE)
        .until(() -> told.values().stream().anyMatch(Told.Failed.class::isInstance));
    line.mend();
    awaitMoreCommits();
    assertNothingWasLostRepeatedOrMisreported();
  }

  /// The watch was begun again, and broke off before it told what had happened meanwhile.
  @Test
  void cutAfterTheWatchWasBegunAgain() {
    commitDirectly();
    watcher.awaitEvents(1);
    line.cut();
    for (var i = 0; i < 3; i++) {
      commitDirectly();
    }
    line.tear(List.of(1000, 1000));
    line.mend();
    watcher.awaitProgress(commitDirectly());

    assertThat(watcher.events()).extracting(EtcdFaultTest::place).isEqualTo(places(stored()));
  }

  @Test
  void compactionByOthers() throws Exception {
    startClients();
    try (var other = direct()) {
      for (var i = 0; i < 5; i++) {
        other.compact(watcher.awaitEvents(1).events().getLast().revision());
        awaitMoreCommits();
      }
    }
    assertNothingWasLostRepeatedOrMisreported();
  }

  /// What was compacted away meanwhile cannot be told any more, and that is said.
  @Test
  void compactionByOthersDuringACutIsTold() {
    commitDirectly();
    watcher.awaitEvents(1);
    line.cut();
    try (var other = direct()) {
      commitDirectly();
      commitDirectly();
      other.compact(other.currentRevision());
    }
    line.mend();

    assertThat(watcher.awaitError()).isInstanceOf(StoreException.Compacted.class);
    assertThat(watcher.events()).hasSize(1);
  }

  private Revision commitDirectly() {
    try (var other = direct()) {
      var key = StoreKey.of("direct/" + other.currentRevision());
      var put = Transaction.unguarded(new Mutation.Put(key, new byte[4096]));
      return ((Committed) other.commit(put)).revision();
    }
  }
}
