package dev.timonier.scheduler.snapshot;

/// A term that need not be met.
///
/// @param weight how much it counts, from 1 to 100; negative where pods are not wanted
public record WeightedTerm(AffinityTerm term, int weight) {}
