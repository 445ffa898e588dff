package dev.timonier.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.contract.ManualTime;
import dev.timonier.storage.validation.PowerCut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerCutTest {
  @TempDir(factory = MemoryDisk.class)
  Path directory;

  private final List<LoopDisk> disks = new ArrayList<>();

  @Test
  void whatWasAcknowledgedSurvivesAPowerCut() throws Exception {
    assertThat(lossesOf(PowerCut::acknowledgingDurably)).isEmpty();
  }

  @Test
  void acknowledgementBeforeTheSyncIsNotDurable() throws Exception {
    assertThat(lossesOf(PowerCut::acknowledgingEarly)).isNotEmpty();
  }

  private List<String> lossesOf(UnaryOperator<RevisionedStore> kind) throws Exception {
    var disk = mounted(LoopDisk.empty(directory));
    try (var store = open(disk)) {
      return new PowerCut(kind.apply(store)).losses(() -> open(mounted(disk.afterPowerCut())));
    }
  }

  private LoopDisk mounted(LoopDisk disk) {
    disks.add(disk);
    return disk;
  }

  @AfterEach
  void unmount() throws IOException {
    for (var disk : disks) {
      disk.close();
    }
  }

  /// Time stands still, so that nothing is synced but what must be.
  private static RevisionedStore open(LoopDisk disk) {
    return RocksDbStore.open(
        disk.directory().resolve("store"), Libraries.options(), new ManualTime().context());
  }
}
