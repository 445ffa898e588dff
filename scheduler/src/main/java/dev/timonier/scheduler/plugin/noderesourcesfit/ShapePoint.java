package dev.timonier.scheduler.plugin.noderesourcesfit;

/// A point of the function from utilization to score.
///
/// @param utilization in percent
/// @param score 0 to 10
public record ShapePoint(int utilization, int score) {}
