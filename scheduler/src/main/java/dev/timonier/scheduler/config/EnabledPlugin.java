package dev.timonier.scheduler.config;

/// A plugin that takes part.
///
/// @param weight how much its scores count; zero stands for one
public record EnabledPlugin(String name, int weight) {
  public static EnabledPlugin of(String name) {
    return new EnabledPlugin(name, 0);
  }
}
