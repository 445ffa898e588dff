package dev.timonier.controllers.podautoscaling;

import dev.timonier.controllers.podautoscaling.MetricEvaluator.Invalid;
import dev.timonier.controllers.podautoscaling.MetricEvaluator.Result;
import dev.timonier.controllers.podautoscaling.MetricEvaluator.Valid;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the metrics of an autoscaler say together: the one that asks for the most replicas counts.
/// One that does not answer may have asked for more; so nothing is taken away then.
///
/// @param best empty where no metric counts
record Autoscaling(List<Result> results, Optional<Valid> best) {

  static Autoscaling of(List<Result> results, int current) {
    var valid = valid(results);
    var best =
        valid.stream().reduce((one, other) -> other.replicas() > one.replicas() ? other : one);
    var mayShrink = valid.size() == results.size();
    return new Autoscaling(results, best.filter(b -> mayShrink || b.replicas() >= current));
  }

  private static List<Valid> valid(List<Result> results) {
    return results.stream()
        .flatMap(r -> r instanceof Valid v ? Stream.of(v) : Stream.of())
        .toList();
  }

  List<MetricStatus> statuses() {
    return valid(results).stream().map(Valid::status).toList();
  }

  Optional<Invalid> firstFailure() {
    return results.stream()
        .flatMap(r -> r instanceof Invalid i ? Stream.of(i) : Stream.of())
        .findFirst();
  }

  /// Why there is no answer.
  String failure() {
    var invalid = results.size() - valid(results).size();
    return "invalid metrics (%d invalid out of %d), first error is: %s"
        .formatted(
            invalid,
            results.size(),
            firstFailure().map(i -> i.context() + ": " + i.message()).orElse(""));
  }
}
