package dev.timonier.controllers.podautoscaling;

import dev.timonier.controllers.podautoscaling.MetricEvaluator.Result;
import dev.timonier.controllers.podautoscaling.MetricEvaluator.Subject;
import dev.timonier.controllers.podautoscaling.MetricEvaluator.Valid;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.After;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Looks at one autoscaler four times a minute.
final class HorizontalReconciler implements Reconciler<NamespacedName> {
  static final Duration PERIOD = Duration.ofSeconds(15);
  private static final String ABLE = "AbleToScale";
  private static final String ACTIVE = "ScalingActive";

  private final KubernetesClient client;
  private final EventRecorder events;
  private final Store<HorizontalPodAutoscaler> autoscalers;
  private final Store<Pod> pods;
  private final ScaleTargets targets;
  private final MetricEvaluator metrics;
  private final Time time;
  private final Map<NamespacedName, History> histories = new ConcurrentHashMap<>();

  HorizontalReconciler(
      KubernetesClient client,
      EventRecorder events,
      Store<HorizontalPodAutoscaler> autoscalers,
      Store<Pod> pods,
      ScaleTargets targets,
      MetricEvaluator metrics,
      Time time) {
    this.client = client;
    this.events = events;
    this.autoscalers = autoscalers;
    this.pods = pods;
    this.targets = targets;
    this.metrics = metrics;
    this.time = time;
  }

  @Override
  public Outcome reconcile(NamespacedName key) throws InterruptedException {
    var autoscaler = autoscalers.get(key);
    if (autoscaler.isEmpty()) {
      histories.remove(key);
      return Outcome.DONE;
    }
    var status = new ScalerStatus(autoscaler.get(), time.instant());
    reconcile(key, autoscaler.get(), status);
    write(autoscaler.get(), status);
    return new After(PERIOD);
  }

  private void reconcile(
      NamespacedName key, HorizontalPodAutoscaler autoscaler, ScalerStatus status)
      throws InterruptedException {
    try {
      var target = targets.get(key.namespace(), autoscaler.getSpec().getScaleTargetRef());
      status.isTrue(
          ABLE,
          "SucceededGetScale",
          "the HPA controller was able to get the target's current scale");
      var history = histories.computeIfAbsent(key, _ -> new History());
      scale(autoscaler, target, history, status);
    } catch (KubernetesClientException e) {
      var message = Rejection.of(e).message();
      events.record(autoscaler, EventType.Warning, "FailedGetScale", message);
      status.isFalse(
          ABLE,
          "FailedGetScale",
          "the HPA controller was unable to get the target's current scale: " + message);
    }
  }

  private void scale(
      HorizontalPodAutoscaler autoscaler, ScaleTarget target, History history, ScalerStatus status)
      throws InterruptedException {
    var current = target.wanted();
    var limits = new Limits(autoscaler, history, current, time.instant());
    if (history.isEmpty()) {
      history.recommended(time.instant(), current);
    }
    if (current == 0 && limits.least() != 0) {
      status.isFalse(
          ACTIVE,
          "ScalingDisabled",
          "scaling is disabled since the replica count of the target is zero");
      status.replicas(target.present(), 0);
    } else if (current > limits.most()) {
      rescale(
          autoscaler,
          target,
          history,
          status,
          limits.most(),
          "Current number of replicas above Spec.MaxReplicas");
    } else if (current < limits.least()) {
      rescale(
          autoscaler,
          target,
          history,
          status,
          limits.least(),
          "Current number of replicas below Spec.MinReplicas");
    } else {
      scaleByMetrics(autoscaler, target, limits, status);
    }
  }

  private void scaleByMetrics(
      HorizontalPodAutoscaler autoscaler, ScaleTarget target, Limits limits, ScalerStatus status)
      throws InterruptedException {
    var current = target.wanted();
    var autoscaling = Autoscaling.of(results(autoscaler, target), current);
    tell(autoscaler, autoscaling, status);
    status.metrics(autoscaling.statuses());
    if (autoscaling.best().isEmpty()) {
      events.record(
          autoscaler, EventType.Warning, "FailedComputeMetricsReplicas", autoscaling.failure());
      status.replicas(target.present(), current);
      return;
    }
    var best = autoscaling.best().get();
    var desired = held(best.replicas(), limits, status);
    limits.history().recommended(time.instant(), best.replicas());
    rescale(autoscaler, target, limits.history(), status, desired, reason(best, desired, current));
  }

  private static String reason(Valid best, int desired, int current) {
    return desired > current ? best.metric() + " above target" : "All metrics below target";
  }

  private static int held(int recommended, Limits limits, ScalerStatus status) {
    var stable = limits.stabilized(recommended);
    status.isTrue(ABLE, stable.reason(), stable.message());
    var limited = limits.limited(stable.replicas());
    if (limited.replicas() == stable.replicas()) {
      status.isFalse("ScalingLimited", limited.reason(), limited.message());
    } else {
      status.isTrue("ScalingLimited", limited.reason(), limited.message());
    }
    return limited.replicas();
  }

  private List<Result> results(HorizontalPodAutoscaler autoscaler, ScaleTarget target)
      throws InterruptedException {
    var namespace = autoscaler.getMetadata().getNamespace();
    var selector = Selector.parse(target.selector());
    var selected =
        pods.inNamespace(namespace).stream()
            .filter(pod -> selector.matches(pod.getMetadata().getLabels()))
            .toList();
    var subject = new Subject(namespace, target.selector(), selected, target.wanted());
    var results = new ArrayList<Result>();
    for (var spec :
        Objects.requireNonNullElse(autoscaler.getSpec().getMetrics(), List.<MetricSpec>of())) {
      results.add(metrics.evaluate(spec, subject));
    }
    return results;
  }

  private void tell(
      HorizontalPodAutoscaler autoscaler, Autoscaling autoscaling, ScalerStatus status) {
    var failure = autoscaling.firstFailure();
    failure.ifPresent(f -> events.record(autoscaler, EventType.Warning, f.reason(), f.message()));
    if (autoscaling.best().isPresent()) {
      status.isTrue(
          ACTIVE,
          "ValidMetricFound",
          "the HPA was able to successfully calculate a replica count from "
              + autoscaling.best().get().metric());
    } else {
      failure.ifPresent(
          f ->
              status.isFalse(
                  ACTIVE,
                  f.reason(),
                  "the HPA was unable to compute the replica count: " + f.message()));
    }
  }

  private void rescale(
      HorizontalPodAutoscaler autoscaler,
      ScaleTarget target,
      History history,
      ScalerStatus status,
      int desired,
      String reason)
      throws InterruptedException {
    var current = target.wanted();
    if (desired != current && update(autoscaler, target, status, desired, reason)) {
      history.scaled(time.instant(), desired - current);
      status.scaled();
    }
    status.replicas(target.present(), desired);
  }

  /// Says whether it was scaled.
  private boolean update(
      HorizontalPodAutoscaler autoscaler,
      ScaleTarget target,
      ScalerStatus status,
      int desired,
      String reason)
      throws InterruptedException {
    var size = "New size: " + desired + "; reason: " + reason;
    try {
      targets.scale(target, desired);
      status.isTrue(
          ABLE,
          "SucceededRescale",
          "the HPA controller was able to update the target scale to " + desired);
      events.record(autoscaler, EventType.Normal, "SuccessfulRescale", size);
      return true;
    } catch (KubernetesClientException e) {
      var message = Rejection.of(e).message();
      events.record(autoscaler, EventType.Warning, "FailedRescale", size + "; error: " + message);
      status.isFalse(
          ABLE,
          "FailedUpdateScale",
          "the HPA controller was unable to update the target scale: " + message);
      return false;
    }
  }

  private void write(HorizontalPodAutoscaler autoscaler, ScalerStatus status) {
    var generation = autoscaler.getMetadata().getGeneration();
    var written = status.build(generation);
    if (!written.equals(autoscaler.getStatus())) {
      client
          .resource(new HorizontalPodAutoscalerBuilder(autoscaler).withStatus(written).build())
          .updateStatus();
    }
  }
}
