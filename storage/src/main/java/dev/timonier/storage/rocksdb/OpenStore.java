package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreContext;
import dev.timonier.storage.compaction.Pins;
import dev.timonier.storage.metric.StoreMeters;
import dev.timonier.storage.watch.RevisionGate;
import dev.timonier.storage.watch.WatchHub;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/// The parts of a store that is open, put together and taken apart in the right order.
record OpenStore(
    StoreDirectory directory,
    AcknowledgedMark acknowledged,
    Database database,
    Views views,
    Reader reader,
    Past past,
    Pins pins,
    RevisionGate gate,
    WatchHub hub,
    Writer writer,
    LeaseKeeper leases,
    Compactor compactor,
    StoreMeters meters,
    AtomicBoolean closed)
    implements AutoCloseable {
  static OpenStore open(Path path, RocksDbOptions options, StoreContext context) {
    var directory = StoreDirectory.open(path);
    try {
      var acknowledged = AcknowledgedMark.open(directory.acknowledged());
      try {
        return open(directory, acknowledged, options, context);
      } catch (RuntimeException e) {
        acknowledged.close();
        throw e;
      }
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static OpenStore open(
      StoreDirectory directory,
      AcknowledgedMark acknowledged,
      RocksDbOptions options,
      StoreContext context) {
    var database = Database.open(directory.database(), options);
    try {
      var state = RecoveredState.of(database);
      state.checkAgainst(acknowledged.revision(directory.acknowledged()), directory.path());
      return assemble(directory, acknowledged, database, state, options, context);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static OpenStore assemble(
      StoreDirectory directory,
      AcknowledgedMark acknowledged,
      Database database,
      RecoveredState state,
      RocksDbOptions options,
      StoreContext context) {
    var views = new Views(database, state.current());
    var reader = new Reader(database);
    var pins = new Pins(state.compacted());
    var gate = new RevisionGate(state.current());
    var log = new RocksDbLog(database, views, reader, pins);
    var hub = new WatchHub(log, options.watches(), state.current());
    var audience = new Audience(views, new RecentVersions(views, reader), gate, hub);
    var space = new FreeSpace(directory.path(), options.reserveBytes());
    var meters = new StoreMeters(context.metrics());
    var batches =
        new BatchLog(
            database,
            audience,
            acknowledged,
            space,
            new LogSpace(directory.database()),
            context.clock(),
            meters,
            state.lastMoment());
    var writer = new Writer(batches, options, context.timer());
    var leases = new LeaseKeeper(database, views, writer, context);
    var compactor = new Compactor(database, views, pins, writer, meters, state.reclaimed());
    StoreGauges.register(meters, new StoreGauges(directory.path(), database, views, pins), hub);
    writer.start();
    return new OpenStore(
        directory,
        acknowledged,
        database,
        views,
        reader,
        new Past(database, reader),
        pins,
        gate,
        hub,
        writer,
        leases,
        compactor,
        meters,
        new AtomicBoolean());
  }

  /// Everything that may call the database ends before the database does.
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    meters.close();
    leases.close();
    writer.close();
    gate.close();
    hub.close();
    views.close();
    database.close();
    acknowledged.close();
    directory.close();
  }
}
