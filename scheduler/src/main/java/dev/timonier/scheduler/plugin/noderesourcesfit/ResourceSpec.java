package dev.timonier.scheduler.plugin.noderesourcesfit;

/// A resource that counts when nodes are scored.
///
/// @param weight 1 to 100; zero stands for 1
public record ResourceSpec(String name, int weight) {
  public ResourceSpec {
    weight = weight == 0 ? 1 : weight;
  }
}
