package dev.timonier.server.bootstrap;

import dev.timonier.machinery.time.Time;
import java.time.Duration;
import java.util.concurrent.Executor;

/// A step that is done again and again, so that what somebody has deleted comes back.
public final class Repeated implements Bootstrap.Step {
  private final Bootstrap.Step step;
  private final Recurring again;

  /// @param period how long after a step has ended it begins again
  public Repeated(Bootstrap.Step step, Duration period, Time time, Executor executor) {
    this.step = step;
    this.again = new Recurring(period, step::run, time, executor);
  }

  @Override
  public void run() {
    step.run();
    again.begin();
  }

  @Override
  public void close() {
    again.close();
    step.close();
  }
}
