package dev.timonier.server.admission;

/// How a plugin, or a step, has ended.
public enum Outcome {
  ADMITTED,
  REJECTED
}
