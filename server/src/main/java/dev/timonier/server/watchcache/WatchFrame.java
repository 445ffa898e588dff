package dev.timonier.server.watchcache;

/// A change as one watcher sees it.
public record WatchFrame(ObjectChange change, EventType type, CachedObject object) {}
