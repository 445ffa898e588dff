package dev.timonier.server.watchcache;

/// How many lists clients have asked for.
///
/// @param seen objects that were looked at
/// @param returned objects that were selected
public record ListFigures(long lists, long seen, long returned) {}
