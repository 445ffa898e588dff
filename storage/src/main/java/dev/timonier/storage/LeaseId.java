package dev.timonier.storage;

/// Names a lease of one store.
public record LeaseId(long value) {}
