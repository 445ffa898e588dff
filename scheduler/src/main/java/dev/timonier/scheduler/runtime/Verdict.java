package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.Status;

/// What the Filter plugins say of a node.
///
/// @param plugin which said it; empty where all agree
record Verdict(Status.OfFilter status, String plugin) {
  static final Verdict SUCCESS = new Verdict(Status.SUCCESS, "");

  boolean isSuccess() {
    return status == Status.SUCCESS;
  }
}
