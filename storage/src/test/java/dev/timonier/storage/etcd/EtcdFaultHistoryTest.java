package dev.timonier.storage.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.storage.crash.SystemTimer;
import dev.timonier.storage.etcdserver.EtcdProcess;
import dev.timonier.storage.etcdserver.FaultyLine;
import dev.timonier.storage.validation.Disturbance;
import dev.timonier.storage.validation.DisturbedHistory;
import dev.timonier.storage.validation.Work;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every guarantee holds while the line to etcd fails, and while others compact it.
class EtcdFaultHistoryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final SystemTimer timer = new SystemTimer();
  private EtcdProcess etcd;
  private FaultyLine line;

  @BeforeEach
  void start() throws IOException {
    etcd = EtcdProcess.start();
    line = FaultyLine.to(etcd.client());
  }

  @AfterEach
  void stop() throws IOException {
    line.close();
    etcd.close();
    timer.close();
  }

  @Test
  @Timeout(600)
  void lineThatIsResetAndCutBreaksNoGuarantee() throws Exception {
    assertEveryGuaranteeHolds((_, work) -> resetAndCut(work));
  }

  @Test
  @Timeout(600)
  void compactionByOthersBreaksNoGuarantee() throws Exception {
    assertEveryGuaranteeHolds(EtcdFaultHistoryTest::compact);
  }

  /// What happens, with a store to which nothing does.
  @FunctionalInterface
  private interface Fault {
    void during(EtcdStore witness, Work work);
  }

  private void assertEveryGuaranteeHolds(Fault fault) throws Exception {
    var impatient = EtcdOptions.of(line.address()).withPatience(Duration.ofSeconds(2));
    try (var witness = EtcdStore.connect(EtcdOptions.of(etcd.client()), timer.context());
        var store = EtcdStore.connect(impatient, timer.context())) {
      Disturbance disturbance = work -> fault.during(witness, work);
      var result = new DisturbedHistory(store, witness).under(disturbance);

      assertThat(result.findings()).as("seed %d", result.seed()).isEmpty();
      assertThat(result.failures()).isPositive();
    }
  }

  private void resetAndCut(Work work) {
    try {
      while (!work.ended()) {
        line.reset();
        awaitMore(work, 200);
        line.cut();
        awaitFailure(work);
        line.mend();
        awaitMore(work, 400);
      }
    } finally {
      line.mend();
    }
  }

  private static void compact(EtcdStore witness, Work work) {
    while (!work.ended()) {
      witness.compact(witness.currentRevision());
      awaitMore(work, 50);
    }
  }

  private static void awaitMore(Work work, int operations) {
    var wanted = work.done() + operations;
    await().atMost(PATIENCE).until(() -> work.ended() || work.done() >= wanted);
  }

  private static void awaitFailure(Work work) {
    var before = work.failures().size();
    await().atMost(PATIENCE).until(() -> work.ended() || work.failures().size() > before);
  }
}
