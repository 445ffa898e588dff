package dev.timonier.server.resource.core.service.allocation;

import dev.timonier.server.registry.Reservation;
import dev.timonier.storage.Guard;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.StoreKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one write takes and gives back.
final class Takings {
  private final AllocationNotes notes;
  private final List<Guard> guards = new ArrayList<>();
  private final List<Mutation> mutations = new ArrayList<>();
  private final Set<StoreKey> keys = new HashSet<>();

  /// @param notes is told what is taken
  Takings(AllocationNotes notes) {
    this.notes = notes;
  }

  AllocationNotes notes() {
    return notes;
  }

  /// Takes a key that nobody has.
  void take(StoreKey key, byte[] value) {
    guards.add(new Guard.Absent(key));
    mutations.add(new Mutation.Put(key, value));
    keys.add(key);
  }

  void giveBack(StoreKey key) {
    if (keys.add(key)) {
      mutations.add(new Mutation.Delete(key));
    }
  }

  boolean has(StoreKey key) {
    return keys.contains(key);
  }

  Reservation reservation() {
    return new Reservation(guards, mutations);
  }
}
