package dev.timonier.server.watchcache;

import dev.timonier.storage.Revision;
import java.util.List;

/// Objects as of one revision.
///
/// @param remaining how many more there are behind the last one
public record ObjectList(List<CachedObject> objects, Revision revision, long remaining) {}
