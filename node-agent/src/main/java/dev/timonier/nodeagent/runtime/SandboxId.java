package dev.timonier.nodeagent.runtime;

/// Names a sandbox of one runtime.
public record SandboxId(String value) {}
