package dev.timonier.server.bootstrap;

import dev.timonier.machinery.time.Time;
import java.time.Duration;
import java.util.concurrent.Executor;

/// A step that is done again every minute, so that what somebody has deleted comes back.
public final class Repeated implements Bootstrap.Step {
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final Bootstrap.Step step;
  private final Recurring again;

  public Repeated(Bootstrap.Step step, Time time, Executor executor) {
    this.step = step;
    this.again = new Recurring(PERIOD, step::run, time, executor);
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
