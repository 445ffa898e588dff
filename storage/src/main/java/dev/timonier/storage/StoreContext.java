package dev.timonier.storage;

import dev.timonier.storage.metric.StoreMetrics;
import java.time.InstantSource;

/// What a store needs of its surroundings. All three belong to the caller and outlive the store.
///
/// @param clock tells commit times and when leases expire
/// @param timer runs what is due later
/// @param metrics where the store tells what it counts and measures
public record StoreContext(InstantSource clock, StoreTimer timer, StoreMetrics metrics) {}
