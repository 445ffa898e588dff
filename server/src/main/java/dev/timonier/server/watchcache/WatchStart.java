package dev.timonier.server.watchcache;

import dev.timonier.storage.Revision;

/// Where a watch begins. It is decided when the request comes, not when the watch gets going: the
/// client may change objects as soon as it sees the head of the answer, and is told of that.
public sealed interface WatchStart {
  /// With every object that is present at a revision as an ADDED event, then the changes after it.
  record WithPresentObjects(Revision at) implements WatchStart {}

  /// With the first change after a revision.
  record After(Revision revision) implements WatchStart {}
}
