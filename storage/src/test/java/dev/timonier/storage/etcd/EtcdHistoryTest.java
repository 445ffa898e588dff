package dev.timonier.storage.etcd;

import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.crash.SystemTimer;
import dev.timonier.storage.etcdserver.EtcdProcess;
import dev.timonier.storage.validation.ConcurrentHistoryContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class EtcdHistoryTest extends ConcurrentHistoryContract {
  private final SystemTimer timer = new SystemTimer();
  private EtcdProcess etcd;

  @BeforeEach
  void start() throws IOException {
    etcd = EtcdProcess.start();
  }

  @AfterEach
  void stop() throws IOException {
    etcd.close();
    timer.close();
  }

  @Override
  protected RevisionedStore open() {
    return EtcdStore.connect(EtcdOptions.of(etcd.client()), timer.context());
  }
}
