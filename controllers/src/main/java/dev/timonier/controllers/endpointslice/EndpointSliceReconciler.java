package dev.timonier.controllers.endpointslice;

import dev.timonier.controllers.endpointslice.EndpointMaker.Made;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.Retry;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.controllers.service.IpFamily;
import dev.timonier.controllers.service.Services;
import dev.timonier.controllers.service.TriggerTimes;
import dev.timonier.machinery.informer.Index;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// Brings the slices of a service to its pods.
final class EndpointSliceReconciler implements Reconciler<NamespacedName> {
  static final int MOST_ENDPOINTS = 100;

  private final Stores stores;
  private final KubernetesClient client;
  private final EventRecorder events;
  private final SliceTracker tracker;
  private final TriggerTimes triggers = new TriggerTimes();

  /// @param slices the controller's own, by the key of the service
  record Stores(
      Store<Service> services,
      Store<Pod> pods,
      Store<Node> nodes,
      Index<NamespacedName, EndpointSlice> slices) {}

  EndpointSliceReconciler(
      Stores stores, KubernetesClient client, EventRecorder events, SliceTracker tracker) {
    this.stores = stores;
    this.client = client;
    this.events = events;
    this.tracker = tracker;
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    var service = stores.services().get(key);
    if (service.isEmpty()) {
      triggers.forget(key);
      tracker.forget(key);
      return Outcome.DONE;
    }
    return Services.isManaged(service.get()) && !Owners.terminates(service.get())
        ? reconcile(key, service.get())
        : Outcome.DONE;
  }

  private Outcome reconcile(NamespacedName key, Service service) {
    if (!tracker.caughtUp(key, stores.slices().get(key))) {
      return new Retry("EndpointSlice informer cache is out of date");
    }
    var pods =
        stores.pods().inNamespace(key.namespace()).stream()
            .filter(pod -> Services.selects(service, pod))
            .toList();
    try {
      return write(key, service, pods);
    } catch (KubernetesClientException e) {
      return failed(service, e);
    }
  }

  private Outcome failed(Service service, KubernetesClientException failure) {
    if (Rejection.of(failure).namespaceTerminates()) {
      return Outcome.DONE;
    }
    events.record(
        service,
        EventType.Warning,
        "FailedToUpdateEndpointSlices",
        "Error updating Endpoint Slices for Service %s: %s"
            .formatted(NamespacedName.of(service), Rejection.of(failure).message()));
    throw failure;
  }

  private Outcome write(NamespacedName key, Service service, List<Pod> pods) {
    var trigger = triggers.next(key, service, pods);
    var families = IpFamily.of(service);
    var present = stores.slices().get(key);
    present.stream()
        .filter(slice -> families.stream().noneMatch(f -> f.name().equals(slice.getAddressType())))
        .forEach(slice -> delete(key, slice));
    var skipped = new ArrayList<String>();
    for (var family : families) {
      var ofFamily =
          present.stream().filter(s -> s.getAddressType().equals(family.name())).toList();
      var made = new EndpointMaker(service, this::node).make(family, pods);
      skipped.addAll(made.skipped());
      write(key, new SliceMaker(service, trigger), family, ofFamily, made);
    }
    return skipped.isEmpty()
        ? Outcome.DONE
        : new Retry("Node " + skipped.getFirst() + " Not Found");
  }

  private Optional<Node> node(String name) {
    return stores.nodes().get(new NamespacedName("", name));
  }

  private void write(
      NamespacedName key,
      SliceMaker maker,
      IpFamily family,
      List<EndpointSlice> present,
      Made made) {
    var placeholder = new SliceKey(family.name(), List.of());
    var wanted =
        made.endpoints().isEmpty() ? Map.of(placeholder, List.<Endpoint>of()) : made.endpoints();
    var plans = new LinkedHashMap<SliceKey, SlicePlan>();
    wanted.forEach(
        (sliceKey, endpoints) ->
            plans.put(sliceKey, SlicePlan.of(of(sliceKey, present), endpoints, MOST_ENDPOINTS)));
    var unneeded = new ArrayDeque<EndpointSlice>();
    present.stream()
        .filter(slice -> !wanted.containsKey(SliceKey.of(slice)))
        .forEach(unneeded::add);
    plans.values().forEach(plan -> unneeded.addAll(plan.deletions()));
    plans.forEach(
        (sliceKey, plan) -> carryOut(key, maker, sliceKey, of(sliceKey, present), plan, unneeded));
    unneeded.forEach(slice -> delete(key, slice));
  }

  private static List<EndpointSlice> of(SliceKey key, List<EndpointSlice> slices) {
    return slices.stream().filter(slice -> SliceKey.of(slice).equals(key)).toList();
  }

  /// New slices are made of unneeded ones where there are some. A service without endpoints has one
  /// empty slice.
  private void carryOut(
      NamespacedName key,
      SliceMaker maker,
      SliceKey sliceKey,
      List<EndpointSlice> present,
      SlicePlan plan,
      Queue<EndpointSlice> unneeded) {
    var creations = new ArrayList<>(plan.creations());
    if (creations.isEmpty() && plan.deletions().size() == present.size()) {
      creations.add(List.of());
    }
    for (var endpoints : creations) {
      var reused = unneeded.poll();
      if (reused == null) {
        create(key, maker.create(sliceKey, endpoints));
      } else {
        update(key, reused, maker.reuse(reused, sliceKey, endpoints));
      }
    }
    for (var slice : present) {
      if (!plan.deletions().contains(slice)) {
        update(key, slice, maker.update(slice, Optional.ofNullable(plan.updates().get(slice))));
      }
    }
  }

  private void create(NamespacedName key, EndpointSlice slice) {
    tracker.written(key, client.resource(slice).create());
  }

  private void update(NamespacedName key, EndpointSlice before, EndpointSlice after) {
    if (!after.equals(before)) {
      tracker.written(key, client.resource(after).update());
    }
  }

  private void delete(NamespacedName key, EndpointSlice slice) {
    client.resource(slice).delete();
    tracker.deleted(key, slice);
  }
}
