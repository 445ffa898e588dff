package dev.timonier.nodeagent.plan;

/// What a probe says of a container.
public enum Verdict {
  SUCCESS,
  FAILURE
}
