package dev.timonier.server.watchcache;

import dev.timonier.storage.Revision;
import dev.timonier.storage.metric.Histogram;

/// How much there is of a resource, and has been going on.
///
/// @param bytes of all objects
/// @param loads how often all objects were read from the store
/// @param changes that came from the store
/// @param initialEvents objects that were present when someone began to watch
/// @param capacity how many changes are kept at most
/// @param cacheLists what was answered from memory
/// @param latestLists those of `cacheLists` that are as of the latest revision
/// @param storeLists what was answered from the store's history
/// @param waits in seconds, of reads for the cache to be as new as they want
/// @param requests to the store
/// @param revision of the last change
public record ResourceFigures(
    int objects,
    long bytes,
    long loads,
    long changes,
    long initialEvents,
    int capacity,
    ListFigures cacheLists,
    long latestLists,
    ListFigures storeLists,
    Histogram waits,
    StoreRequests requests,
    Revision revision) {}
