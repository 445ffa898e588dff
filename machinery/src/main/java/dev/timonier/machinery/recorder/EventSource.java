package dev.timonier.machinery.recorder;

/// Who reports events.
///
/// @param component as in `deployment-controller`, `kubelet`, `default-scheduler`
/// @param host the node's name; empty for components of the control plane
public record EventSource(String component, String host) {
  public static EventSource of(String component) {
    return new EventSource(component, "");
  }
}
