package dev.timonier.scheduler.cycle;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.runtime.Framework;
import dev.timonier.scheduler.runtime.Outcome;
import dev.timonier.scheduler.snapshot.PodInfo;

/// A pod and the node that was chosen for it.
///
/// @param pod as if it were on the node
record Assignment(Framework framework, CycleState state, PodInfo pod, String nodeName) {
  Outcome reserve() {
    return framework.reserve(state, pod, nodeName);
  }

  void unreserve() {
    framework.unreserve(state, pod, nodeName);
  }

  Outcome permit() {
    return framework.permit(state, pod, nodeName);
  }

  Outcome awaitPermit() {
    return framework.awaitPermit(pod);
  }

  Outcome preBind() {
    return framework.preBind(state, pod, nodeName);
  }

  Outcome bind() {
    return framework.bind(state, pod, nodeName);
  }

  void postBind() {
    framework.postBind(state, pod, nodeName);
  }
}
