package dev.timonier.scheduler;

import dev.timonier.machinery.time.Time;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.random.RandomGenerator;

/// Where a scheduler runs.
///
/// @param random decides between nodes that are equally good
/// @param host the name of the machine, for events
/// @param meters where the scheduler counts and times its work
public record SchedulerEnvironment(
    Time time, RandomGenerator random, String host, MeterRegistry meters) {
  /// This machine.
  public static SchedulerEnvironment here(Time time, MeterRegistry meters) {
    return new SchedulerEnvironment(time, RandomGenerator.getDefault(), hostName(), meters);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }
}
