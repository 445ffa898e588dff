package dev.timonier.storage.watch;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.Revision;
import java.util.List;

/// A store's history, from which watchers are served that are not up to date.
public interface ChangeLog {
  /// Some commits in order, without holes.
  ///
  /// @param commits those parts that concern the wanted keys; commits without any may be left out
  /// @param through everything up to this revision was looked at
  record Page(List<Commit> commits, Revision through) {}

  /// Reads commits, as many as are handy, but at least one revision.
  ///
  /// @param from the first revision to read
  /// @param through the last one wanted, which the store has reached
  /// @throws dev.timonier.storage.StoreException.Compacted when `from` is gone
  Page read(Revision from, Revision through, KeyRange keys);

  /// The compacted revision; changes are known from the one that follows it.
  Revision compacted();

  /// The revision of the last commit that readers see.
  Revision current();
}
