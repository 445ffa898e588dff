package dev.timonier.storage;

import java.util.List;

/// Changes that are applied together, at one revision, if all guards hold.
public record Transaction(List<Guard> guards, List<Mutation> mutations, Durability durability) {
  public static Transaction create(StoreKey key, byte[] value) {
    return of(new Guard.Absent(key), new Mutation.Put(key, value));
  }

  public static Transaction replace(StoreKey key, Revision expected, byte[] value) {
    return of(new Guard.Modified(key, expected), new Mutation.Put(key, value));
  }

  public static Transaction delete(StoreKey key, Revision expected) {
    return of(new Guard.Modified(key, expected), new Mutation.Delete(key));
  }

  public Transaction with(Durability other) {
    return new Transaction(guards, mutations, other);
  }

  private static Transaction of(Guard guard, Mutation mutation) {
    return new Transaction(List.of(guard), List.of(mutation), Durability.FULL);
  }
}
