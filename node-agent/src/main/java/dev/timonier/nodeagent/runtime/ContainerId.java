package dev.timonier.nodeagent.runtime;

/// Names a container of one runtime; without the `runtime://` that a pod's status shows before it.
public record ContainerId(String value) {}
