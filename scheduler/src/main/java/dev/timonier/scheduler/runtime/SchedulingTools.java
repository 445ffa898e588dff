package dev.timonier.scheduler.runtime;

import java.util.random.RandomGenerator;

/// What the profiles of a scheduler share.
///
/// @param sampling so that the profiles go on where another one stopped
public record SchedulingTools(
    NodeSampling sampling, Parallelizer parallelizer, RandomGenerator random) {
  public static SchedulingTools of(Parallelizer parallelizer, RandomGenerator random) {
    return new SchedulingTools(new NodeSampling(), parallelizer, random);
  }
}
