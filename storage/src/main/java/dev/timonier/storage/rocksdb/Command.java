package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Durability;
import dev.timonier.storage.StoreException;
import java.util.function.Consumer;
import java.util.function.Function;

/// Something that waits for its turn in the order of commits.
///
/// @param <R> what comes of it
final class Command<R> {
  /// Which commands may be written before it in the same batch.
  enum Place {
    ANYWHERE,
    /// None: it reads the database, so that what came before must be in there.
    FIRST
  }

  private final Function<Batch, R> work;
  private final Consumer<R> afterwards;
  private final Place place;
  private final Durability durability;
  private final Ticket<R> ticket = new Ticket<>();
  private R result;

  /// @param work adds to a batch, or throws a [StoreException] and adds nothing
  /// @param afterwards is called by whoever writes, once the batch is as durable as it must be
  @SuppressWarnings("NullAway") // there is no result before there is one
  Command(Function<Batch, R> work, Consumer<R> afterwards, Place place, Durability durability) {
    this.work = work;
    this.afterwards = afterwards;
    this.place = place;
    this.durability = durability;
  }

  Place place() {
    return place;
  }

  /// How durable a batch must be to acknowledge this command.
  Durability durability() {
    return durability;
  }

  Ticket<R> ticket() {
    return ticket;
  }

  void apply(Batch batch) {
    result = work.apply(batch);
  }

  void acknowledge() {
    afterwards.accept(result);
    ticket.succeed(result);
  }

  void fail(StoreException cause) {
    ticket.fail(cause);
  }
}
