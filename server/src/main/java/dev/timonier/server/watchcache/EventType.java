package dev.timonier.server.watchcache;

/// The types of watch events, spelled as in `type`.
public enum EventType {
  ADDED,
  MODIFIED,
  DELETED,
  BOOKMARK,
  ERROR
}
