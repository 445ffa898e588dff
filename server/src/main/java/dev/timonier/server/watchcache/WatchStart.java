package dev.timonier.server.watchcache;

import dev.timonier.storage.Revision;

/// Where a watch begins.
public sealed interface WatchStart {
  /// With every present object as an ADDED event, then the changes.
  ///
  /// @param notOlderThan the present objects are at least as of this revision; of the latest when
  ///   it is 0
  record WithPresentObjects(Revision notOlderThan) implements WatchStart {}

  /// With the next change.
  record FromNow() implements WatchStart {}

  /// With the first change after a revision.
  record After(Revision revision) implements WatchStart {}
}
