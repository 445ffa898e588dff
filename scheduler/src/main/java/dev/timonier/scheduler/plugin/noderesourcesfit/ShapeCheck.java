package dev.timonier.scheduler.plugin.noderesourcesfit;

import dev.timonier.machinery.status.FieldError;
import java.util.ArrayList;
import java.util.List;

/// Finds what is wrong with a shape, worded as Kubernetes words it.
final class ShapeCheck {
  private static final String SHAPE = "scoringStrategy.requestedToCapacityRatio.shape";
  private static final int MOST_SCORE = 10;

  private ShapeCheck() {}

  static List<FieldError> errors(List<ShapePoint> shape) {
    var errors = new ArrayList<FieldError>();
    if (shape.isEmpty()) {
      errors.add(FieldError.required(SHAPE, "at least one point must be specified"));
    }
    for (var i = 0; i < shape.size(); i++) {
      point(SHAPE + "[" + i + "]", shape, i, errors);
    }
    return errors;
  }

  private static void point(
      String field, List<ShapePoint> shape, int index, List<FieldError> errors) {
    var point = shape.get(index);
    if (point.utilization() < 0 || point.utilization() > 100) {
      invalid(field + ".utilization", point.utilization(), "not in valid range [0-100]", errors);
    }
    if (index > 0 && point.utilization() <= shape.get(index - 1).utilization()) {
      invalid(
          field + ".utilization",
          point.utilization(),
          "utilization values must be sorted in increasing order",
          errors);
    }
    if (point.score() < 0 || point.score() > MOST_SCORE) {
      invalid(field + ".score", point.score(), "not in valid range [0-10]", errors);
    }
  }

  private static void invalid(String field, int value, String detail, List<FieldError> errors) {
    errors.add(FieldError.invalid(field, Integer.toString(value), detail));
  }
}
