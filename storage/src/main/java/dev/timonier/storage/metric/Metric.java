package dev.timonier.storage.metric;

import java.util.Map;
import java.util.function.DoubleSupplier;

/// Something that a store tells of itself, for whoever shows metrics.
public sealed interface Metric {
  String name();

  /// What it says, for people.
  String help();

  /// Tells metrics of the same name from each other.
  Map<String, String> labels();

  /// A number that only grows.
  record Counter(String name, String help, Map<String, String> labels, DoubleSupplier value)
      implements Metric {}

  /// A number that goes up and down.
  record Gauge(String name, String help, Map<String, String> labels, DoubleSupplier value)
      implements Metric {}

  /// How often something was how large.
  record Distribution(String name, String help, Map<String, String> labels, Histogram values)
      implements Metric {}
}
