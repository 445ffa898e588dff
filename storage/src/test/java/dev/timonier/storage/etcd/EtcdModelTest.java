package dev.timonier.storage.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.crash.SystemTimer;
import dev.timonier.storage.etcdserver.EtcdProcess;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.model.Action;
import dev.timonier.storage.model.Actions;
import dev.timonier.storage.model.Subject;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EtcdModelTest {
  @Property(tries = 6)
  void everyResultIsThatOfTheModel(@ForAll("actions") List<Action> actions) throws IOException {
    try (var timer = new SystemTimer();
        var etcd = EtcdProcess.start();
        var model = new Subject(() -> new MemoryStore(new ManualTime().context()), _ -> {});
        var subject =
            new Subject(
                () -> EtcdStore.connect(EtcdOptions.of(etcd.client()), timer.context()), _ -> {})) {
      for (var action : actions) {
        assertThat(subject.act(action)).as(action.toString()).isEqualTo(model.act(action));
      }
      assertThat(subject.told()).isEqualTo(model.told());
    }
  }

  /// Time is etcd's own, and so are the leases.
  @Provide
  Arbitrary<List<Action>> actions() {
    return Actions.timeless();
  }
}
