package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Durability;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreTimer;
import dev.timonier.storage.rocksdb.Command.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives commits their order: one thread takes what is queued, writes it as one batch with one sync
/// of the log, shows it to readers, and lets the callers go.
///
/// What is queued while a batch is being written makes the next one. So a lonely caller waits for
/// nobody, and under load many share a sync.
final class Writer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int COMMANDS_PER_BATCH = 4096;

  private final BatchLog log;
  private final RocksDbOptions options;
  private final StoreTimer timer;
  private final Queue<Command<?>> queue = new ConcurrentLinkedQueue<>();
  private final Thread thread =
      Thread.ofPlatform().name("timonier-store-writer").unstarted(this::run);
  private volatile boolean idle;
  private volatile boolean closing;
  private volatile boolean finished;
  private Optional<Command<?>> carried = Optional.empty(); // touched by the writer's thread
  private boolean syncPlanned; // likewise

  Writer(BatchLog log, RocksDbOptions options, StoreTimer timer) {
    this.log = log;
    this.options = options;
    this.timer = timer;
  }

  void start() {
    thread.start();
  }

  /// Queues a command.
  <R> Ticket<R> submit(Command<R> command) {
    if (closing) {
      throw new StoreException.Closed(Outcome.NOT_APPLIED);
    }
    queue.add(command);
    if (idle) {
      LockSupport.unpark(thread);
    }
    if (finished) {
      refuseAll();
    }
    return command.ticket();
  }

  /// Lets what is queued be written, and ends the thread.
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    var interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    for (var next = awaitNext(); next.isPresent(); next = awaitNext()) {
      write(next.get());
    }
    syncQuietly();
    finished = true;
    refuseAll();
  }

  private void write(Command<?> first) {
    var commands = new ArrayList<Command<?>>();
    try (var batch = log.newBatch()) {
      fill(batch, first, commands);
      log.write(batch);
      commands.forEach(Command::acknowledge);
      log.tellWatchers(batch);
      planSync();
    } catch (StoreException e) {
      commands.forEach(command -> command.fail(e));
    } catch (RuntimeException | Error e) {
      giveUp(e, commands);
    }
  }

  /// After a failure that nobody thought of it is not known what is on disk, so that nothing more
  /// may be written.
  private void giveUp(Throwable cause, List<Command<?>> commands) {
    LOG.error("a batch failed; the store takes no more commits", cause);
    var failure = new StoreException.Unavailable("the batch failed", Outcome.UNKNOWN, cause);
    commands.forEach(command -> command.fail(failure));
    closing = true;
  }

  /// Sees to it that relaxed commits become durable before long.
  private void planSync() {
    if (log.isUnsynced() && !syncPlanned) {
      syncPlanned = true;
      timer.after(options.relaxedSync(), this::submitSync);
    }
  }

  private void submitSync() {
    if (!closing) {
      submit(new Command<>(_ -> sync(), _ -> {}, Place.FIRST, Durability.RELAXED));
    }
  }

  private boolean sync() {
    syncPlanned = false;
    log.sync();
    return true;
  }

  private void syncQuietly() {
    try {
      log.sync();
    } catch (StoreException e) {
      LOG.error("the last relaxed commits may not be durable", e);
    }
  }

  /// Takes commands as long as there are any that may share a batch.
  private void fill(Batch batch, Command<?> first, List<Command<?>> taken) {
    Optional<Command<?>> next = Optional.of(first);
    while (next.isPresent()) {
      apply(next.get(), batch, taken);
      next = hasRoom(batch, taken) ? next() : Optional.empty();
      if (next.isPresent() && !mayJoin(next.get(), batch, taken)) {
        carried = next;
        next = Optional.empty();
      }
    }
  }

  private static void apply(Command<?> command, Batch batch, List<Command<?>> taken) {
    taken.add(command);
    try {
      command.apply(batch);
    } catch (StoreException e) {
      taken.removeLast();
      command.fail(e);
    }
  }

  private boolean hasRoom(Batch batch, List<Command<?>> taken) {
    return taken.size() < COMMANDS_PER_BATCH && batch.bytes() < options.batchBytes();
  }

  /// Relaxed commits do not wait for the sync of one that comes after them.
  private static boolean mayJoin(Command<?> command, Batch batch, List<Command<?>> taken) {
    if (command.place() == Place.FIRST) {
      return taken.isEmpty();
    }
    return batch.isEmpty()
        || batch.durability() == Durability.FULL
        || command.durability() == Durability.RELAXED;
  }

  private Optional<Command<?>> next() {
    if (carried.isPresent()) {
      var command = carried;
      carried = Optional.empty();
      return command;
    }
    return Optional.ofNullable(queue.poll());
  }

  /// The next command; empty when the store is closing and there are no more.
  private Optional<Command<?>> awaitNext() {
    var next = next();
    while (next.isEmpty() && !closing) {
      idle = true;
      if (queue.isEmpty() && !closing) {
        LockSupport.park(this);
      }
      idle = false;
      next = next();
    }
    return next;
  }

  private void refuseAll() {
    var closed = new StoreException.Closed(Outcome.NOT_APPLIED);
    Stream.generate(queue::poll)
        .takeWhile(Objects::nonNull)
        .forEach(command -> command.fail(closed));
  }
}
