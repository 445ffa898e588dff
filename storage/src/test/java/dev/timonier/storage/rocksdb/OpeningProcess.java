package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException;
import dev.timonier.storage.contract.ManualTime;
import java.nio.file.Path;

/// Opens a store and says how that went: a process, which may have other rights than this one.
final class OpeningProcess {
  private OpeningProcess() {}

  /// @param arguments the store's directory
  public static void main(String[] arguments) {
    var context = new ManualTime().context();
    try (var store = RocksDbStore.open(Path.of(arguments[0]), Libraries.options(), context)) {
      System.out.println("open at " + store.currentRevision());
    } catch (StoreException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
