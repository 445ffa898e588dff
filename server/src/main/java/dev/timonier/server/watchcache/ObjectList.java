package dev.timonier.server.watchcache;

import dev.timonier.storage.Revision;
import java.util.List;

/// Objects as of one revision.
///
/// @param seen how many were looked at
/// @param remaining how many more there are behind the last one, whether they are selected or not
public record ObjectList(
    List<CachedObject> objects, long seen, Revision revision, long remaining) {}
