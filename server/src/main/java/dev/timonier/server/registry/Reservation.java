package dev.timonier.server.registry;

import dev.timonier.storage.Guard;
import dev.timonier.storage.Mutation;
import java.util.List;

/// What is written together with an object, in the same transaction: what it takes from pools, and
/// what it gives back.
///
/// @param guards what must hold for the write, such as that an address is still free
public record Reservation(List<Guard> guards, List<Mutation> mutations) {
  public static final Reservation NONE = new Reservation(List.of(), List.of());

  public Reservation {
    guards = List.copyOf(guards);
    mutations = List.copyOf(mutations);
  }
}
