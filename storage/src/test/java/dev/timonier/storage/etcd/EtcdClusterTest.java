package dev.timonier.storage.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Durability;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.WatchEvent;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.RecordingWatcher;
import dev.timonier.storage.crash.Acknowledgement;
import dev.timonier.storage.crash.Aftermath;
import dev.timonier.storage.crash.SystemTimer;
import dev.timonier.storage.etcdserver.EtcdProcess;
import dev.timonier.storage.etcdserver.EtcdProcess.Member;
import dev.timonier.storage.validation.DisturbedHistory;
import dev.timonier.storage.validation.Work;
import io.etcd.jetcd.Client;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Members of an etcd of three are killed while clients commit and a watcher watches.
class EtcdClusterTest {
  private static final int CLIENTS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final SystemTimer timer = new SystemTimer();
  private final List<EtcdProcess> members = new ArrayList<>();
  private final Queue<Acknowledgement> acknowledged = new ConcurrentLinkedQueue<>();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean enough;
  private final AtomicInteger leadersLost = new AtomicInteger();

  @BeforeEach
  void startMembers() throws IOException {
    var all = Stream.of("one", "two", "three").map(name -> Member.of(name, 50)).toList();
    for (var member : all) {
      members.add(new EtcdProcess(member, all));
    }
    members.forEach(EtcdProcess::awaited);
  }

  @AfterEach
  void stopMembers() throws IOException {
    clients.shutdownNow();
    for (var member : members) {
      member.close();
    }
    timer.close();
  }

  private URI[] endpoints() {
    return members.stream().map(EtcdProcess::client).toArray(URI[]::new);
  }

  @Test
  void lossOfMembersLosesAndRepeatsNothing() throws Exception {
    try (var store = EtcdStore.connect(EtcdOptions.of(endpoints()), timer.context())) {
      var watcher = new RecordingWatcher();
      watcher.started(store.watch(WatchRequest.fromNow(KeyRange.all()), watcher));
      for (var client = 0; client < CLIENTS; client++) {
        var number = client;
        clients.execute(() -> commitUntilEnough(store, number));
      }
      awaitMoreCommits();
      loseLeader();
      awaitMoreCommits();
      loseOneAfterTheOther();
      awaitMoreCommits();
      loseAll();
      awaitMoreCommits();
      enough = true;
      clients.shutdown();
      assertThat(clients.awaitTermination(3, TimeUnit.MINUTES)).isTrue();

      assertThat(new Aftermath(store, Revision.FIRST, List.copyOf(acknowledged)).findings())
          .isEmpty();
      var current = store.currentRevision();
      watcher.awaitProgress(current);
      assertThat(watcher.events().stream().map(WatchEvent::revision).map(Revision::value))
          .isEqualTo(eachTwice(current));
    }
  }

  @Test
  @Timeout(600)
  void lossOfLeadersBreaksNoGuarantee() throws Exception {
    var impatient = EtcdOptions.of(endpoints()).withPatience(Duration.ofSeconds(5));
    try (var witness = EtcdStore.connect(EtcdOptions.of(endpoints()), timer.context());
        var store = EtcdStore.connect(impatient, timer.context())) {
      var result = new DisturbedHistory(store, witness).under(this::loseLeaders);

      assertThat(result.findings()).as("seed %d", result.seed()).isEmpty();
      assertThat(leadersLost).hasPositiveValue();
    }
  }

  private void loseLeaders(Work work) throws Exception {
    while (!work.ended()) {
      awaitMore(work);
      var lost = leader();
      lost.kill();
      awaitMore(work);
      lost.restart();
      lost.awaited();
      leadersLost.incrementAndGet();
    }
  }

  private static void awaitMore(Work work) {
    var wanted = work.done() + 200;
    await().atMost(PATIENCE).until(() -> work.ended() || work.done() >= wanted);
  }

  private static List<Long> eachTwice(Revision last) {
    return LongStream.rangeClosed(2, last.value())
        .flatMap(revision -> LongStream.of(revision, revision))
        .boxed()
        .toList();
  }

  private void loseLeader() throws Exception {
    var leader = leader();
    leader.kill();
    awaitMoreCommits();
    leader.restart();
    leader.awaited();
  }

  /// There is none while one is elected, which members hold again whenever the machine is slow.
  private EtcdProcess leader() {
    try (var client = Client.builder().endpoints(endpoints()).build()) {
      return await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> leader(client), Optional::isPresent)
          .orElseThrow();
    }
  }

  private Optional<EtcdProcess> leader(Client client) throws Exception {
    for (var member : members) {
      var status =
          client
              .getMaintenanceClient()
              .statusMember(member.client().toString())
              .get(3, TimeUnit.MINUTES);
      if (status.getLeader() == status.getHeader().getMemberId()) {
        return Optional.of(member);
      }
    }
    return Optional.empty();
  }

  private void loseOneAfterTheOther() throws Exception {
    for (var member : members) {
      member.kill();
      awaitMoreCommits();
      member.restart();
      member.awaited();
    }
  }

  private void loseAll() throws Exception {
    for (var member : members) {
      member.kill();
    }
    for (var member : members) {
      member.restart();
    }
  }

  private void awaitMoreCommits() {
    var wanted = acknowledged.size() + 100;
    await().atMost(PATIENCE).until(() -> acknowledged.size() >= wanted);
  }

  private void commitUntilEnough(EtcdStore store, int client) {
    while (!enough) {
      try {
        commitOne(store, client);
      } catch (StoreException e) {
        // What became of it is seen when the last number is read.
        assertThat(e.outcome()).isNotEqualTo(StoreException.Outcome.APPLIED);
      }
    }
  }

  private void commitOne(EtcdStore store, int client) {
    var last = store.get(Acknowledgement.last(client)).map(EtcdClusterTest::number).orElse(0L);
    var transaction = Acknowledgement.transaction(client, last + 1, Durability.FULL);
    if (store.commit(transaction) instanceof CommitResult.Committed(var revision)) {
      acknowledged.add(new Acknowledgement(client, last + 1, revision));
    }
  }

  private static long number(KeyValue entry) {
    return Long.parseLong(new String(entry.value(), StandardCharsets.UTF_8));
  }
}
