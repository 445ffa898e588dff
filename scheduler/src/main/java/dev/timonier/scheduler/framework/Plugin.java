package dev.timonier.scheduler.framework;

/// Something that takes part in scheduling, at those extension points whose interfaces it
/// implements. One instance serves all pods of a profile.
public interface Plugin {
  /// As in KubeSchedulerConfiguration.
  String name();
}
