package dev.timonier.nodeagent.hook;

import dev.timonier.nodeagent.runtime.ContainerId;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Pod;

/// Runs life cycle hooks
/// (<https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/>).
@FunctionalInterface
public interface Hooks {
  /// Pretends that every hook succeeded at once.
  Hooks NONE = (_, _) -> {};

  /// Where a hook runs.
  ///
  /// @param address the pod's
  record Target(Pod pod, PodContainer container, ContainerId running, String address) {}

  /// Runs a hook and returns when it has ended.
  ///
  /// @throws HookFailure when it fails
  /// @throws InterruptedException when the thread is interrupted because the hook took too long
  void run(Target target, LifecycleHandler handler) throws InterruptedException;
}
