package dev.timonier.storage;

/// What an acknowledged commit survives.
public enum Durability {
  /// Kill -9 and a power cut.
  FULL,
  /// Kill -9. The last moments before a power cut may be lost, but never reordered and never
  /// damaged. For node leases and events only.
  RELAXED
}
