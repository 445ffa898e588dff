package dev.timonier.server.watchcache;

import dev.timonier.storage.Revision;

/// How much there is of a resource, and has been going on.
///
/// @param changes that came from the store
/// @param initialEvents objects that were present when someone began to watch
/// @param revision of the last change
public record ResourceFigures(int objects, long changes, long initialEvents, Revision revision) {}
