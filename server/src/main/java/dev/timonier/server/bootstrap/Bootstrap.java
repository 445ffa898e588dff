package dev.timonier.server.bootstrap;

import java.util.List;

/// Brings about what must exist before the server says that it is ready. Each step looks first, so
/// that it does nothing on later starts, and mends what someone removed.
public final class Bootstrap {
  private final List<Step> steps;
  private volatile boolean done;

  /// One sort of objects.
  @FunctionalInterface
  public interface Step {
    void run();
  }

  public Bootstrap(List<Step> steps) {
    this.steps = steps;
  }

  /// Runs the steps in their order.
  public void run() {
    steps.forEach(Step::run);
    done = true;
  }

  /// Whether everything exists.
  public boolean isDone() {
    return done;
  }
}
