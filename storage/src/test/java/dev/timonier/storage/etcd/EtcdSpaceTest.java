package dev.timonier.storage.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.contract.RecordingWatcher;
import dev.timonier.storage.crash.SystemTimer;
import dev.timonier.storage.etcdserver.EtcdProcess;
import dev.timonier.storage.etcdserver.EtcdProcess.Security;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An etcd whose quota is used up.
class EtcdSpaceTest {
  private static final StoreKey KEY = StoreKey.of("a");

  private final SystemTimer timer = new SystemTimer();
  private EtcdProcess etcd;

  @BeforeEach
  void start() throws IOException {
    var small = new Security("http", List.of("--quota-backend-bytes=4194304"));
    etcd = EtcdProcess.start(EtcdProcess.address(), small);
  }

  @AfterEach
  void stop() throws IOException {
    etcd.close();
    timer.close();
  }

  @Test
  void writesFailAndReadsAndWatchesGoOn() {
    try (var store = EtcdStore.connect(EtcdOptions.of(etcd.client()), timer.context())) {
      var error = catchThrowableOfType(StoreException.NoSpace.class, () -> fill(store));
      assertThat(error).isNotNull();
      assertThat(error.outcome()).isEqualTo(Outcome.NOT_APPLIED);

      var last = store.get(KEY).orElseThrow().modified();
      assertThat(last).isEqualTo(store.currentRevision());
      var watcher = new RecordingWatcher();
      watcher.started(store.watch(WatchRequest.from(KeyRange.all(), Revision.FIRST), watcher));
      assertThat(watcher.awaitEvents((int) last.value() - 1).events().getLast().revision())
          .isEqualTo(last);
    }
  }

  private static void fill(EtcdStore store) {
    for (var i = 0; i < 1000; i++) {
      store.commit(Transaction.unguarded(new Mutation.Put(KEY, new byte[100_000])));
    }
  }
}
