package dev.timonier.scheduler.config;

import dev.timonier.machinery.status.FieldError;
import dev.timonier.scheduler.framework.ExtensionPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Finds all that is wrong with a configuration, worded as Kubernetes words it.
final class ConfigurationCheck {
  private final List<FieldError> errors = new ArrayList<>();

  private ConfigurationCheck() {}

  static void check(
      int parallelism,
      int percentageOfNodesToScore,
      Duration podInitialBackoff,
      Duration podMaxBackoff,
      List<Profile> profiles) {
    var check = new ConfigurationCheck();
    check.parallelism(parallelism);
    check.profiles(profiles);
    check.percentage("percentageOfNodesToScore", OptionalInt.of(percentageOfNodesToScore));
    check.backoff(podInitialBackoff, podMaxBackoff);
    ConfigurationException.throwIfAny(check.errors);
  }

  private void parallelism(int parallelism) {
    if (parallelism <= 0) {
      invalid("parallelism", parallelism, "should be an integer value greater than zero");
    }
  }

  private void percentage(String field, OptionalInt percentage) {
    percentage.ifPresent(
        value -> {
          if (value < 0 || value > 100) {
            invalid(field, value, "not in valid range [0-100]");
          }
        });
  }

  private void backoff(Duration initial, Duration most) {
    if (initial.toSeconds() <= 0) {
      invalid("podInitialBackoffSeconds", initial.toSeconds(), "must be greater than 0");
    }
    if (most.compareTo(initial) < 0) {
      invalid(
          "podMaxBackoffSeconds",
          most.toSeconds(),
          "must be greater than or equal to PodInitialBackoffSeconds");
    }
  }

  private void profiles(List<Profile> profiles) {
    if (profiles.isEmpty()) {
      errors.add(FieldError.required("profiles", ""));
    }
    var names = new HashSet<String>();
    for (var i = 0; i < profiles.size(); i++) {
      var profile = profiles.get(i);
      var field = "profiles[" + i + "]";
      name(field + ".schedulerName", profile.schedulerName(), names);
      percentage(field + ".percentageOfNodesToScore", profile.percentageOfNodesToScore());
      queueSort(field + ".plugins.queueSort", profile, profiles.getFirst());
    }
  }

  private void name(String field, String name, Set<String> names) {
    if (name.isEmpty()) {
      errors.add(FieldError.required(field, ""));
    } else if (!names.add(name)) {
      errors.add(FieldError.duplicate(field, FieldError.quote(name)));
    }
  }

  private void queueSort(String field, Profile profile, Profile first) {
    var own = profile.plugins().at(ExtensionPoint.QUEUE_SORT).enabled();
    if (!own.equals(first.plugins().at(ExtensionPoint.QUEUE_SORT).enabled())) {
      var names = own.stream().map(EnabledPlugin::name).toList().toString();
      errors.add(
          FieldError.invalid(field, FieldError.quote(names), "must be the same for all profiles"));
    }
  }

  private void invalid(String field, long value, String detail) {
    errors.add(FieldError.invalid(field, Long.toString(value), detail));
  }
}
