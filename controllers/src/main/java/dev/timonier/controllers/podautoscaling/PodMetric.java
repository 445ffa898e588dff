package dev.timonier.controllers.podautoscaling;

import java.time.Duration;
import java.time.Instant;

/// What a pod uses of a resource.
///
/// @param milli in thousandths
/// @param window over which it was measured
record PodMetric(long milli, Instant measured, Duration window) {}
