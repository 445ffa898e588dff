package dev.timonier.controllers.podautoscaling;

import dev.timonier.controllers.podautoscaling.ReplicaCalculator.Proposal;
import dev.timonier.machinery.quantity.Amount;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatusBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricValueStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricValueStatusBuilder;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Finds out what the metrics of an autoscaler ask for.
record MetricEvaluator(ResourceMetrics metrics, Time time) {
  /// What a metric says.
  sealed interface Result {}

  /// @param metric its name, as users see it
  record Valid(int replicas, String metric, MetricStatus status) implements Result {}

  /// @param reason of the condition
  /// @param message why there is no answer
  /// @param context what the message is about, in events
  record Invalid(String reason, String message, String context) implements Result {}

  /// What is to be scaled.
  record Subject(String namespace, String selector, Collection<Pod> pods, int replicas) {}

  Result evaluate(MetricSpec spec, Subject subject) throws InterruptedException {
    return switch (spec.getType()) {
      case "Resource" ->
          resource(spec.getResource().getName(), spec.getResource().getTarget(), subject);
      case "ContainerResource" -> containerResource(spec, subject);
      case "Pods" -> unserved("FailedGetPodsMetric", spec.getPods().getMetric().getName(), "pods");
      case "Object" ->
          unserved("FailedGetObjectMetric", spec.getObject().getMetric().getName(), "object");
      case "External" -> external(subject, spec.getExternal().getMetric().getName());
      default ->
          new Invalid(
              "InvalidMetricSourceType",
              "unknown metric source type \"" + spec.getType() + "\"",
              "");
    };
  }

  /// Nobody serves metrics of one's own making.
  private static Result unserved(String reason, String metric, String kind) {
    return new Invalid(
        reason,
        "unable to get metric "
            + metric
            + ": unable to fetch metrics from custom metrics API: no custom metrics API"
            + " (custom.metrics.k8s.io) registered",
        "failed to get " + kind + " metric value");
  }

  private static Result external(Subject subject, String metric) {
    return new Invalid(
        "FailedGetExternalMetric",
        "unable to get external metric %s/%s/nil: unable to fetch metrics from external metrics API: the server could not find the requested resource (get %s.external.metrics.k8s.io)"
            .formatted(subject.namespace(), metric, metric),
        "failed to get " + metric + " external metric value");
  }

  private Result resource(String name, MetricTarget target, Subject subject)
      throws InterruptedException {
    try {
      var proposal = proposal(name, target, Optional.empty(), subject);
      var status =
          new MetricStatusBuilder()
              .withType("Resource")
              .withNewResource()
              .withName(name)
              .withCurrent(value(name, proposal))
              .endResource()
              .build();
      return new Valid(proposal.replicas(), named(name + " resource", proposal), status);
    } catch (MetricException e) {
      return new Invalid(
          "FailedGetResourceMetric",
          wrapped(name, target, e),
          "failed to get " + name + " resource metric value");
    }
  }

  private Result containerResource(MetricSpec spec, Subject subject) throws InterruptedException {
    var source = spec.getContainerResource();
    var name = source.getName();
    try {
      var container = Optional.of(source.getContainer());
      var proposal = proposal(name, source.getTarget(), container, subject);
      var status =
          new MetricStatusBuilder()
              .withType("ContainerResource")
              .withNewContainerResource()
              .withName(name)
              .withContainer(source.getContainer())
              .withCurrent(value(name, proposal))
              .endContainerResource()
              .build();
      return new Valid(proposal.replicas(), named(name + " container resource", proposal), status);
    } catch (MetricException e) {
      return new Invalid(
          "FailedGetContainerResourceMetric",
          wrapped(name, source.getTarget(), e),
          "failed to get " + name + " container metric value");
    }
  }

  private static String wrapped(String name, MetricTarget target, MetricException failure) {
    var what = target.getAverageValue() == null ? "utilization" : "usage";
    return "failed to get %s %s: %s".formatted(name, what, failure.getMessage());
  }

  private static String named(String metric, Proposal proposal) {
    return proposal.use().isPresent() ? metric + " utilization (percentage of request)" : metric;
  }

  private Proposal proposal(
      String resource, MetricTarget target, Optional<String> container, Subject subject)
      throws MetricException, InterruptedException {
    var calculator =
        new ReplicaCalculator(subject.pods(), used(resource, container, subject), time.instant());
    return target.getAverageValue() == null
        ? calculator.byUtilization(
            subject.replicas(), resource, target.getAverageUtilization(), container)
        : calculator.byAverage(
            subject.replicas(), resource, Amount.of(target.getAverageValue()).milliValue());
  }

  private Map<String, PodMetric> used(String resource, Optional<String> container, Subject subject)
      throws MetricException, InterruptedException {
    try {
      return metrics.of(subject.namespace(), subject.selector(), resource, container);
    } catch (MetricException e) {
      throw new MetricException(
          "unable to get metrics for resource " + resource + ": " + e.getMessage());
    }
  }

  private static MetricValueStatus value(String resource, Proposal proposal) {
    var average =
        resource.equals("cpu")
            ? Amount.ofMilli(proposal.average())
            : Amount.ofBytes(proposal.average() / 1000);
    return new MetricValueStatusBuilder()
        .withAverageUtilization(proposal.use().orElse(null))
        .withAverageValue(average.toQuantity())
        .build();
  }
}
