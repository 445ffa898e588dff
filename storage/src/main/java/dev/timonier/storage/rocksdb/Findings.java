package dev.timonier.storage.rocksdb;

import dev.timonier.storage.StoreException;
import dev.timonier.storage.rocksdb.Verification.Damage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Collects what a verification finds.
final class Findings {
  private final List<Damage> damages = new ArrayList<>();

  void check(boolean right, String where, String otherwise) {
    if (!right && damages.size() < Verification.MOST_DAMAGES) {
      damages.add(new Damage(where, otherwise));
    }
  }

  /// Runs a part of the verification, which may meet records that cannot be read.
  void collect(String where, Runnable part) {
    try {
      part.run();
    } catch (StoreException e) {
      check(false, where, Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  List<Damage> damages() {
    return List.copyOf(damages);
  }
}
