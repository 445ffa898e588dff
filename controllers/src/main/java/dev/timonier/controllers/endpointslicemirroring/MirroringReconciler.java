package dev.timonier.controllers.endpointslicemirroring;

import static java.util.Comparator.comparing;

import dev.timonier.controllers.endpointslice.SliceKey;
import dev.timonier.controllers.endpointslice.SliceTracker;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.Retry;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.informer.Index;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.recorder.EventRecorder;
import dev.timonier.machinery.recorder.EventType;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Brings slices to the Endpoints that they mirror. Slices whose Endpoints are not to be mirrored,
/// or no longer, are deleted.
final class MirroringReconciler implements Reconciler<NamespacedName> {
  /// How many addresses of a subset are mirrored.
  static final int MOST_ADDRESSES = 1000;

  private static final String SKIP_LABEL = "endpointslice.kubernetes.io/skip-mirror";
  private static final String LEADER = "control-plane.alpha.kubernetes.io/leader";

  private final Stores stores;
  private final KubernetesClient client;
  private final EventRecorder events;
  private final SliceTracker tracker;

  /// @param slices the controller's own, by the key of the Service
  record Stores(
      Store<Endpoints> endpoints,
      Store<Service> services,
      Index<NamespacedName, EndpointSlice> slices) {}

  MirroringReconciler(
      Stores stores, KubernetesClient client, EventRecorder events, SliceTracker tracker) {
    this.stores = stores;
    this.client = client;
    this.events = events;
    this.tracker = tracker;
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    var present =
        stores.slices().get(key).stream()
            .sorted(comparing(slice -> slice.getMetadata().getName()))
            .toList();
    var endpoints = toBeMirrored(key);
    if (endpoints.isEmpty()) {
      tracker.forget(key);
      present.forEach(slice -> client.resource(slice).delete());
      return Outcome.DONE;
    }
    return tracker.caughtUp(key, present)
        ? reconcile(endpoints.get(), present)
        : new Retry("EndpointSlice informer cache is out of date");
  }

  private Optional<Endpoints> toBeMirrored(NamespacedName key) {
    return stores
        .endpoints()
        .get(key)
        .filter(e -> !"true".equals(MirrorSlice.labels(e).get(SKIP_LABEL)))
        .filter(e -> !MirrorSlice.annotations(e).containsKey(LEADER))
        .filter(
            _ -> stores.services().get(key).filter(MirroringReconciler::selectsNone).isPresent());
  }

  private static boolean selectsNone(Service service) {
    var selector = service.getSpec().getSelector();
    return selector == null || selector.isEmpty();
  }

  private Outcome reconcile(Endpoints endpoints, List<EndpointSlice> present) {
    var mirrored = Mirrored.of(endpoints.getSubsets(), MOST_ADDRESSES);
    tellOfSkipped(endpoints, mirrored);
    try {
      write(endpoints, present, mirrored);
      return Outcome.DONE;
    } catch (KubernetesClientException e) {
      if (Rejection.of(e).namespaceTerminates()) {
        return Outcome.DONE;
      }
      throw e;
    }
  }

  private void tellOfSkipped(Endpoints endpoints, Mirrored mirrored) {
    if (mirrored.invalid() > 0) {
      events.record(
          endpoints,
          EventType.Warning,
          "InvalidIPAddress",
          "Skipped %d invalid IP addresses when mirroring to EndpointSlices"
              .formatted(mirrored.invalid()));
    }
    if (mirrored.skipped() > mirrored.invalid()) {
      events.record(
          endpoints,
          EventType.Warning,
          "TooManyAddressesToMirror",
          "A max of %d addresses can be mirrored to EndpointSlices per Endpoints subset. %d addresses were skipped"
              .formatted(MOST_ADDRESSES, mirrored.skipped()));
    }
  }

  /// The first slice with the wanted ports stays; new ones are made of unneeded ones where there
  /// are some of the same family, for that is one write less to tell every node of.
  private void write(Endpoints endpoints, List<EndpointSlice> present, Mirrored mirrored) {
    var maker = new MirrorSlice(endpoints);
    var unneeded = new ArrayList<>(present);
    var kept = new LinkedHashMap<SliceKey, EndpointSlice>();
    present.stream()
        .filter(slice -> mirrored.endpoints().containsKey(SliceKey.of(slice)))
        .forEach(slice -> kept.putIfAbsent(SliceKey.of(slice), slice));
    unneeded.removeAll(kept.values());
    mirrored
        .endpoints()
        .forEach(
            (key, wanted) -> {
              var slice = kept.get(key);
              if (slice == null) {
                reused(unneeded, key.addressType())
                    .ifPresentOrElse(
                        old -> update(endpoints, maker.reuse(old, key, wanted)),
                        () -> create(endpoints, maker.create(key, wanted)));
              } else if (!maker.isMirrored(slice, wanted)) {
                update(endpoints, maker.update(slice, key, wanted));
              }
            });
    unneeded.forEach(slice -> delete(endpoints, slice));
  }

  private static Optional<EndpointSlice> reused(List<EndpointSlice> unneeded, String addressType) {
    var slice = unneeded.stream().filter(s -> s.getAddressType().equals(addressType)).findFirst();
    slice.ifPresent(unneeded::remove);
    return slice;
  }

  private void create(Endpoints endpoints, EndpointSlice slice) {
    if (!Owners.terminates(endpoints)) {
      tracker.written(NamespacedName.of(endpoints), client.resource(slice).create());
    }
  }

  private void update(Endpoints endpoints, EndpointSlice slice) {
    tracker.written(NamespacedName.of(endpoints), client.resource(slice).update());
  }

  private void delete(Endpoints endpoints, EndpointSlice slice) {
    client.resource(slice).delete();
    tracker.deleted(NamespacedName.of(endpoints), slice);
  }
}
