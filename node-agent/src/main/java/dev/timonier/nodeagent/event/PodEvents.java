package dev.timonier.nodeagent.event;

import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.Function;

/// Records events about pods and their containers, as reported by the pods' nodes.
public final class PodEvents {
  private final Function<String, EventRecorder> recorders;

  /// @param recorders by node name
  public PodEvents(Function<String, EventRecorder> recorders) {
    this.recorders = recorders;
  }

  public void normal(Pod pod, String reason, String message) {
    recorder(pod).record(pod, EventType.Normal, reason, message);
  }

  public void warning(Pod pod, String reason, String message) {
    recorder(pod).record(pod, EventType.Warning, reason, message);
  }

  public void normal(Pod pod, PodContainer container, String reason, String message) {
    record(pod, container, EventType.Normal, reason, message);
  }

  public void warning(Pod pod, PodContainer container, String reason, String message) {
    record(pod, container, EventType.Warning, reason, message);
  }

  private void record(
      Pod pod, PodContainer container, EventType type, String reason, String message) {
    var regarding =
        new ObjectReferenceBuilder(EventRecorder.reference(pod))
            .withFieldPath(container.role().field() + "{" + container.name() + "}")
            .build();
    recorder(pod).record(regarding, type, reason, message);
  }

  private EventRecorder recorder(Pod pod) {
    return recorders.apply(pod.getSpec().getNodeName());
  }
}
