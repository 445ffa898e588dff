package dev.timonier.storage;

import java.util.HashSet;
import java.util.List;

/// Changes that are applied together, at one revision, if all guards hold.
public record Transaction(List<Guard> guards, List<Mutation> mutations, Durability durability) {
  /// @throws IllegalArgumentException when a key is empty or is changed twice
  public Transaction {
    guards = List.copyOf(guards);
    mutations = List.copyOf(mutations);
    checkKeys(mutations);
  }

  public static Transaction create(StoreKey key, byte[] value) {
    return of(new Guard.Absent(key), new Mutation.Put(key, value));
  }

  public static Transaction replace(StoreKey key, Revision expected, byte[] value) {
    return of(new Guard.Modified(key, expected), new Mutation.Put(key, value));
  }

  public static Transaction delete(StoreKey key, Revision expected) {
    return of(new Guard.Modified(key, expected), new Mutation.Delete(key));
  }

  /// Changes without any condition.
  public static Transaction unguarded(Mutation... mutations) {
    return new Transaction(List.of(), List.of(mutations), Durability.FULL);
  }

  public Transaction with(Durability other) {
    return new Transaction(guards, mutations, other);
  }

  /// The size of all keys and values together.
  public long bytes() {
    var sum = 0L;
    for (var guard : guards) {
      sum += guard.key().bytes().length;
    }
    for (var mutation : mutations) {
      sum += mutation.bytes();
    }
    return sum;
  }

  private static Transaction of(Guard guard, Mutation mutation) {
    return new Transaction(List.of(guard), List.of(mutation), Durability.FULL);
  }

  private static void checkKeys(List<Mutation> mutations) {
    for (var mutation : mutations) {
      if (mutation.key().bytes().length == 0) {
        throw new IllegalArgumentException("a transaction changes the empty key");
      }
    }
    if (mutations.size() > 1) {
      checkTwice(mutations);
    }
  }

  private static void checkTwice(List<Mutation> mutations) {
    var seen = new HashSet<StoreKey>();
    for (var mutation : mutations) {
      if (!seen.add(mutation.key())) {
        throw new IllegalArgumentException("a transaction changes twice: " + mutation.key());
      }
    }
  }
}
