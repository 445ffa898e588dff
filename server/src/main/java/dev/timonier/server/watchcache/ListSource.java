package dev.timonier.server.watchcache;

/// Where a list comes from.
public enum ListSource {
  /// What there is.
  LATEST,
  /// What there is, or nearly so.
  CACHE,
  /// What there was.
  STORE
}
