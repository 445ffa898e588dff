package dev.timonier.controllers.podautoscaling;

import java.io.Serial;

/// A metric is not to be had, or tells nothing; the message is for users.
final class MetricException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  MetricException(String message) {
    super(message);
  }
}
