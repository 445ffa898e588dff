package dev.timonier.storage.crash;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Durability;
import dev.timonier.storage.KeyRange;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.WatchRequest;
import dev.timonier.storage.rocksdb.Libraries;
import dev.timonier.storage.rocksdb.RocksDbStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/// The process that is killed: clients commit as fast as they can, and each writes a line to
/// standard output for every commit that was acknowledged to it. Watchers write how far they were
/// told.
final class CommittingProcess {
  static final int CLIENTS = 16;
  static final int WATCHERS = 4;

  private final RevisionedStore store;
  private final OutputStream output = new FileOutputStream(FileDescriptor.out);

  private CommittingProcess(RevisionedStore store) {
    this.store = store;
  }

  /// @param arguments the store's directory
  public static void main(String[] arguments) {
    System.setOut(System.err); // for whatever is logged
    try (var timer = new SystemTimer();
        var store =
            RocksDbStore.open(Path.of(arguments[0]), Libraries.options(), timer.context())) {
      new CommittingProcess(store).run();
    }
  }

  private void run() {
    for (var watcher = 0; watcher < WATCHERS; watcher++) {
      watch(watcher);
    }
    var threads = Thread.ofPlatform().name("client-", 0).factory();
    try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
      for (var client = 0; client < CLIENTS; client++) {
        var number = client;
        executor.execute(() -> commitForever(number));
      }
    }
  }

  private void watch(int number) {
    var before = store.currentRevision();
    store.watch(
        WatchRequest.from(KeyRange.all(), before.next()),
        new ReportingWatcher(number, before, this::report));
  }

  private void commitForever(int client) {
    for (var number = lastOf(client) + 1; true; number++) {
      var result = store.commit(Acknowledgement.transaction(client, number, durability(client)));
      if (result instanceof CommitResult.Committed(var revision)) {
        report(new Report.Committed(new Acknowledgement(client, number, revision)));
      }
    }
  }

  /// A line is one write, so that none is torn.
  private void report(Report report) {
    try {
      output.write(report.line().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Durability durability(int client) {
    return client % 4 == 0 ? Durability.RELAXED : Durability.FULL;
  }

  private long lastOf(int client) {
    return store.get(Acknowledgement.last(client)).map(CommittingProcess::number).orElse(0L);
  }

  private static long number(KeyValue entry) {
    return Long.parseLong(new String(entry.value(), StandardCharsets.UTF_8));
  }
}
