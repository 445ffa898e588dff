package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Durability;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreTimer;
import dev.timonier.storage.rocksdb.Command.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives commits their order. Whoever has the *turn* writes what is queued as one batch with one
/// sync of the log, shows it to readers, and lets the callers go.
/// - A caller that finds nobody writing, and that is not one of a crowd, takes the turn and writes
///   on its own thread: to wake another thread and to be woken would take as long as half a sync.
/// - Otherwise it queues its command. The writer's thread takes the turn when there is something
///   queued, and keeps it as long as there is. What is queued while a batch is being written makes
///   the next one, and the thread waits a moment for as many as came lately, so that under load
///   many share a sync: what they share costs more than the moment.
///
/// A virtual thread keeps its carrier while it writes, so callers write themselves only as long as
/// the disk is quick.
final class Writer implements AutoCloseable {
  private static final long QUICK = Duration.ofMillis(1).toNanos();

  /// How long the first of a crowd waits for the others at most.
  private static final long GATHERING = TimeUnit.MICROSECONDS.toNanos(500);

  private final BatchLog log;
  private final RocksDbOptions options;
  private final StoreTimer timer;
  private final CommandQueue queue;
  private final Crowd crowd = new Crowd();
  private final Thread thread =
      Thread.ofPlatform().name("timonier-store-writer").unstarted(this::run);
  private final AtomicBoolean turn = new AtomicBoolean(); // whether somebody has it
  private volatile boolean quick = true; // written by who has the turn
  private volatile boolean gathering; // whether who has the turn waits for more
  private volatile boolean closing;
  private volatile boolean finished;
  private boolean syncPlanned; // touched by who has the turn
  private boolean broken; // likewise

  Writer(BatchLog log, RocksDbOptions options, StoreTimer timer) {
    this.log = log;
    this.options = options;
    this.timer = timer;
    this.queue = new CommandQueue(options.batchBytes());
  }

  void start() {
    thread.start();
  }

  /// Runs a command and waits for it.
  <R> R execute(Command<R> command) {
    if (quick && crowd.isOne() && !closing && queue.isEmpty() && turn.compareAndSet(false, true)) {
      try {
        write(command, (batch, taken) -> CommandQueue.apply(command, batch, taken));
      } finally {
        endTurn();
      }
      return command.ticket().await();
    }
    return submit(command).await();
  }

  /// Queues a command.
  <R> Ticket<R> submit(Command<R> command) {
    if (closing) {
      throw new StoreException.Closed(Outcome.NOT_APPLIED);
    }
    queue.add(command);
    if (!turn.get() || (gathering && isGathered())) {
      LockSupport.unpark(thread);
    }
    if (finished) {
      queue.refuseAll();
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

  /// In the end the turn is kept, so that nobody writes any more.
  private void run() {
    awaitTurn();
    for (var next = awaitNext(); next.isPresent(); next = awaitNext()) {
      var first = next.get();
      write(first, (batch, taken) -> queue.fill(batch, first, taken));
    }
    syncQuietly();
    finished = true;
    queue.refuseAll();
  }

  /// Writes a batch, and settles its commands whatever happens.
  ///
  /// @param filling applies the first command, and perhaps others
  private void write(Command<?> first, BiConsumer<Batch, List<Command<?>>> filling) {
    var commands = new ArrayList<Command<?>>();
    try {
      var batch = log.newBatch();
      filling.accept(batch, commands);
      crowd.came(commands.size());
      write(batch);
      commands.forEach(Command::acknowledge);
      log.tellWatchers(batch);
      planSync();
    } catch (StoreException e) {
      commands.forEach(command -> command.fail(e));
    } catch (RuntimeException | Error e) {
      first.fail(giveUp(e, commands));
    }
  }

  private void write(Batch batch) {
    if (broken) {
      throw new StoreException.Closed(Outcome.NOT_APPLIED);
    }
    var begin = System.nanoTime();
    log.write(batch);
    if (batch.durability() == Durability.FULL) {
      quick = System.nanoTime() - begin < QUICK;
    }
  }

  /// After a failure that nobody thought of it is not known what is on disk, so that nothing more
  /// may be written, nor what is queued already.
  private StoreException giveUp(Throwable cause, List<Command<?>> commands) {
    logger().error("a batch failed; the store takes no more commits", cause);
    var failure = new StoreException.Unavailable("the batch failed", Outcome.UNKNOWN, cause);
    broken = true;
    closing = true;
    commands.forEach(command -> command.fail(failure));
    return failure;
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
      logger().error("the last relaxed commits may not be durable", e);
    }
  }

  /// Found when it is needed: to load it takes longer than to open a store.
  private static Logger logger() {
    return LoggerFactory.getLogger(Writer.class);
  }

  /// The next command; empty when the store is closing and there are no more. Gives the turn to
  /// others while there is none.
  private Optional<Command<?>> awaitNext() {
    var next = nextOfMany();
    while (next.isEmpty() && !closing) {
      turn.set(false);
      awaitTurn();
      next = nextOfMany();
    }
    return next;
  }

  private Optional<Command<?>> nextOfMany() {
    if (!queue.isEmpty() && !isGathered()) {
      gather();
    }
    return queue.next();
  }

  private void gather() {
    var end = System.nanoTime() + GATHERING;
    gathering = true;
    for (var left = GATHERING; left > 0 && !isGathered(); left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
    gathering = false;
  }

  private boolean isGathered() {
    return closing || queue.size() >= crowd.expected();
  }

  /// Waits until there is something to do, and takes the turn.
  private void awaitTurn() {
    while (!isNeeded() || !turn.compareAndSet(false, true)) {
      LockSupport.park(this);
    }
  }

  private boolean isNeeded() {
    return !queue.isEmpty() || closing;
  }

  /// Who has queued something meanwhile has left it to the one whose turn it was to say so.
  private void endTurn() {
    turn.set(false);
    if (isNeeded()) {
      LockSupport.unpark(thread);
    }
  }
}
