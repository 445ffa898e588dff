package dev.timonier.storage;

import java.time.Instant;
import java.util.Optional;

/// What a key was from one revision on, until its next version.
///
/// @param revision the transaction that put or deleted the key
/// @param value what was put; empty when the key was deleted
/// @param committed when that was, if the store keeps the time
public record KeyVersion(
    Revision revision, Optional<KeyValue> value, Optional<Instant> committed) {}
