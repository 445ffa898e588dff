package dev.timonier.storage;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/// What a store needs of its surroundings. All three belong to the caller and outlive the store.
///
/// @param clock tells commit times and when leases expire
/// @param timer runs what is due later
/// @param meters where the store counts and measures
public record StoreContext(InstantSource clock, StoreTimer timer, MeterRegistry meters) {}
