package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Durability;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.rocksdb.Command.Place;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The commands that wait for their turn. Anyone may add to it; the rest is for whoever has the
/// [Writer]'s turn.
final class CommandQueue {
  private static final int COMMANDS_PER_BATCH = 4096;

  private final Queue<Command<?>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final long batchBytes;
  private Optional<Command<?>> carried = Optional.empty(); // was taken and must wait

  /// @param batchBytes how much is written together at most
  CommandQueue(long batchBytes) {
    this.batchBytes = batchBytes;
  }

  void add(Command<?> command) {
    queue.add(command);
    size.incrementAndGet();
  }

  /// How many wait, about: who is just coming may be seen before it is counted.
  int size() {
    return size.get();
  }

  /// Whether nobody waits who could be seen.
  boolean isEmpty() {
    return queue.isEmpty();
  }

  /// The command whose turn it is.
  Optional<Command<?>> next() {
    if (carried.isPresent()) {
      var command = carried;
      carried = Optional.empty();
      return command;
    }
    var command = queue.poll();
    if (command != null) {
      size.decrementAndGet();
    }
    return Optional.ofNullable(command);
  }

  /// Applies commands to a batch as long as there are any that may share it.
  ///
  /// @param taken gets those that were applied
  void fill(Batch batch, Command<?> first, List<Command<?>> taken) {
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

  /// Applies a command to a batch; one that is refused leaves no trace there.
  static void apply(Command<?> command, Batch batch, List<Command<?>> taken) {
    taken.add(command);
    try {
      command.apply(batch);
    } catch (StoreException e) {
      taken.removeLast();
      command.fail(e);
    }
  }

  void refuseAll() {
    var closed = new StoreException.Closed(Outcome.NOT_APPLIED);
    Stream.generate(queue::poll)
        .takeWhile(Objects::nonNull)
        .forEach(command -> command.fail(closed));
  }

  private boolean hasRoom(Batch batch, List<Command<?>> taken) {
    return taken.size() < COMMANDS_PER_BATCH && batch.bytes() < batchBytes;
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
}
