package dev.timonier.scheduler.config;

import static java.util.stream.Collectors.joining;

import dev.timonier.machinery.status.FieldError;
import java.util.List;

/// A configuration that cannot be used.
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConfigurationException(String message) {
    super(message);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }

  /// As Kubernetes lists several errors.
  public ConfigurationException(List<FieldError> errors) {
    super(
        errors.size() == 1
            ? errors.getFirst().toString()
            : errors.stream().map(FieldError::toString).collect(joining(", ", "[", "]")));
  }

  /// Throws if there are errors.
  public static void throwIfAny(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
  }
}
