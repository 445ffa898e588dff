package dev.timonier.storage.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.rocksdb.Libraries;
import dev.timonier.storage.rocksdb.MemoryDisk;
import dev.timonier.storage.rocksdb.RocksDbStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RocksDbModelTest {
  @Property(tries = 150)
  void everyResultIsThatOfTheModel(@ForAll("actions") List<Action> actions) throws IOException {
    var directory = MemoryDisk.directory();
    var modelTime = new ManualTime();
    var time = new ManualTime();
    try (var model = new Subject(() -> new MemoryStore(modelTime.context()), modelTime::advance);
        var subject =
            new Subject(
                () ->
                    RocksDbStore.open(
                        directory.resolve("store"), Libraries.options(), time.context()),
                time::advance)) {
      for (var action : actions) {
        assertThat(subject.act(action)).as(action.toString()).isEqualTo(model.act(action));
      }
      assertThat(subject.told()).isEqualTo(model.told());
    } finally {
      delete(directory);
    }
  }

  @Provide
  Arbitrary<List<Action>> actions() {
    return Actions.sequences();
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
