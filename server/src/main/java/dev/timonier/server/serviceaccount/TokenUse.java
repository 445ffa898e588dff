package dev.timonier.server.serviceaccount;

/// How a token of a service account was used whose use is counted: those that lie in secrets, and
/// those of volumes.
public enum TokenUse {
  /// In time.
  VALID,
  /// After its holder should have fetched another.
  STALE,
  /// From a secret that somebody has made.
  LEGACY_MANUAL,
  /// From a secret that was made with the service account.
  LEGACY_AUTO,
  /// From a secret that is marked as invalid.
  LEGACY_INVALID
}
