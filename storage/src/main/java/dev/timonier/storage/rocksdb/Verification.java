package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import java.util.List;

/// What the verification of a store has found.
///
/// @param keys how many live keys there are
/// @param changes how many changes of the past there are
/// @param damages what is wrong, at most the first [#MOST_DAMAGES]; empty for a sound store
public record Verification(
    Revision current, Revision compacted, long keys, long changes, List<Damage> damages) {
  /// Nobody reads more.
  public static final int MOST_DAMAGES = 100;

  /// One thing that is wrong.
  ///
  /// @param where the record, for example `latest /registry/pods/default/web`
  /// @param what for example `checksum mismatch`
  public record Damage(String where, String what) {
    @Override
    public String toString() {
      return where + ": " + what;
    }
  }

  public boolean isSound() {
    return damages.isEmpty();
  }
}
