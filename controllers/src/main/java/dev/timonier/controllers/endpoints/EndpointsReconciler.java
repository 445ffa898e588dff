package dev.timonier.controllers.endpoints;

import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.controllers.service.Services;
import dev.timonier.controllers.service.TriggerTimes;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import dev.timonier.machinery.status.Reason;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Brings the Endpoints object of a service to its pods, and removes it with the service.
final class EndpointsReconciler implements Reconciler<NamespacedName> {
  static final String MANAGED_BY = "endpoints.kubernetes.io/managed-by";
  static final String MANAGER = "endpoint-controller";
  private static final String OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";
  private static final int MOST_ADDRESSES = 1000;

  private final Store<Service> services;
  private final Store<Pod> pods;
  private final Store<Endpoints> endpoints;
  private final KubernetesClient client;
  private final EventRecorder events;
  private final TriggerTimes triggers = new TriggerTimes();

  EndpointsReconciler(
      Store<Service> services,
      Store<Pod> pods,
      Store<Endpoints> endpoints,
      KubernetesClient client,
      EventRecorder events) {
    this.services = services;
    this.pods = pods;
    this.endpoints = endpoints;
    this.client = client;
    this.events = events;
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    var service = services.get(key);
    if (service.isEmpty()) {
      triggers.forget(key);
      endpoints.get(key).ifPresent(left -> client.resource(left).delete());
    } else if (Services.isManaged(service.get())) {
      reconcile(key, service.get());
    }
    return Outcome.DONE;
  }

  private void reconcile(NamespacedName key, Service service) {
    var selected =
        pods.inNamespace(key.namespace()).stream()
            .filter(pod -> Services.selects(service, pod))
            .toList();
    var subsets = new SubsetMaker(service).make(selected);
    var trigger = triggers.next(key, service, selected);
    var present = endpoints.get(key);
    if (present.filter(e -> isCurrent(service, e, subsets)).isEmpty()) {
      write(service, present, subsets, trigger);
    }
  }

  private static boolean isCurrent(
      Service service, Endpoints present, List<EndpointSubset> subsets) {
    var shown = SubsetMaker.limited(subsets, MOST_ADDRESSES);
    return Objects.requireNonNullElse(present.getSubsets(), List.<EndpointSubset>of()).equals(shown)
        && labels(service).equals(present.getMetadata().getLabels())
        && isOverCapacity(subsets) == annotations(present).containsKey(OVER_CAPACITY);
  }

  private void write(
      Service service,
      Optional<Endpoints> present,
      List<EndpointSubset> subsets,
      Optional<String> trigger) {
    var annotations = new TreeMap<>(present.map(EndpointsReconciler::annotations).orElse(Map.of()));
    annotations.remove(TriggerTimes.ANNOTATION);
    annotations.remove(OVER_CAPACITY);
    trigger.ifPresent(time -> annotations.put(TriggerTimes.ANNOTATION, time));
    if (isOverCapacity(subsets)) {
      annotations.put(OVER_CAPACITY, "truncated");
    }
    var wanted =
        present
            .map(EndpointsBuilder::new)
            .orElseGet(EndpointsBuilder::new)
            .editOrNewMetadata()
            .withNamespace(service.getMetadata().getNamespace())
            .withName(service.getMetadata().getName())
            .withLabels(labels(service))
            .withAnnotations(annotations)
            .endMetadata()
            .withSubsets(SubsetMaker.limited(subsets, MOST_ADDRESSES))
            .build();
    try {
      if (present.isPresent()) {
        client.resource(wanted).update();
      } else {
        client.resource(wanted).create();
      }
    } catch (KubernetesClientException e) {
      var refusal = Rejection.of(e);
      if (!refusal.namespaceTerminates()) {
        tellFailure(present, wanted, refusal);
        throw e;
      }
    }
  }

  private void tellFailure(Optional<Endpoints> present, Endpoints wanted, Rejection refusal) {
    if (refusal.is(Reason.AlreadyExists)) {
      return;
    }
    var verb = present.isPresent() ? "update" : "create";
    events.record(
        wanted,
        EventType.Warning,
        present.isPresent() ? "FailedToUpdateEndpoint" : "FailedToCreateEndpoint",
        "Failed to %s endpoint %s: %s"
            .formatted(verb, NamespacedName.of(wanted), refusal.message()));
  }

  private static boolean isOverCapacity(List<EndpointSubset> subsets) {
    return SubsetMaker.size(subsets) > MOST_ADDRESSES;
  }

  private static Map<String, String> labels(Service service) {
    var labels =
        new TreeMap<>(
            Objects.requireNonNullElse(
                service.getMetadata().getLabels(), Map.<String, String>of()));
    labels.remove(Services.HEADLESS_LABEL);
    if (Services.isHeadless(service)) {
      labels.put(Services.HEADLESS_LABEL, "");
    }
    labels.put(MANAGED_BY, MANAGER);
    return labels;
  }

  private static Map<String, String> annotations(Endpoints object) {
    return Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
  }
}
