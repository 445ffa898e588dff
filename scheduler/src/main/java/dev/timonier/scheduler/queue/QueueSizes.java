package dev.timonier.scheduler.queue;

/// How many pods are in each place of the queue.
public record QueueSizes(int active, int backoff, int unschedulable, int gated, int inFlight) {
  public int total() {
    return active + backoff + unschedulable + gated + inFlight;
  }
}
