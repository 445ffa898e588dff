package dev.timonier.server.registry;

/// Whether a write is stored.
public enum DryRun {
  NO,
  /// Everything is done but for the storing (`dryRun=All`).
  ALL
}
