package dev.timonier.server.watchcache;

import dev.timonier.storage.Guard;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Transaction;
import java.util.Locale;

/// What the store is asked for.
public enum StoreRequest {
  CREATE,
  UPDATE,
  DELETE,
  GET,
  LIST;

  /// What a transaction does with the object that it changes first.
  static StoreRequest of(Transaction transaction) {
    return switch (transaction.mutations().getFirst()) {
      case Mutation.Delete _ -> DELETE;
      case Mutation.Put _ -> creates(transaction) ? CREATE : UPDATE;
    };
  }

  private static boolean creates(Transaction transaction) {
    var guards = transaction.guards();
    return !guards.isEmpty() && guards.getFirst() instanceof Guard.Absent;
  }

  /// As metrics call it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
