package dev.timonier.controllers.endpointslice;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.service.Services;
import dev.timonier.controllers.service.TriggerTimes;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Makes the slice objects of a service; pure.
///
/// @param trigger the value of the annotation of that name
public record SliceMaker(Service service, Optional<String> trigger) {
  public static final String SERVICE_NAME = "kubernetes.io/service-name";
  public static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  static final String MANAGER = "endpointslice-controller.k8s.io";

  /// The service that a slice belongs to, if the slice is this manager's.
  public static List<NamespacedName> service(EndpointSlice slice, String manager) {
    var labels =
        Objects.requireNonNullElse(slice.getMetadata().getLabels(), Map.<String, String>of());
    var name = labels.getOrDefault(SERVICE_NAME, "");
    return manager.equals(labels.get(MANAGED_BY)) && !name.isEmpty()
        ? List.of(new NamespacedName(slice.getMetadata().getNamespace(), name))
        : List.of();
  }

  EndpointSlice create(SliceKey key, List<Endpoint> endpoints) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace(service.getMetadata().getNamespace())
        .withGenerateName(service.getMetadata().getName() + "-")
        .withLabels(labels())
        .withAnnotations(annotations(Map.of()))
        .withOwnerReferences(Owners.controllerReference(service))
        .endMetadata()
        .withAddressType(key.addressType())
        .withPorts(key.endpointPorts())
        .withEndpoints(endpoints)
        .build();
  }

  /// The slice as it should be; equal to what it is where nothing has to be written.
  EndpointSlice update(EndpointSlice slice, Optional<List<Endpoint>> endpoints) {
    var sameLabels = labels().equals(slice.getMetadata().getLabels());
    if (sameLabels && endpoints.isEmpty()) {
      return slice;
    }
    var before =
        Objects.requireNonNullElse(slice.getMetadata().getAnnotations(), Map.<String, String>of());
    return new EndpointSliceBuilder(slice)
        .editMetadata()
        .withLabels(labels())
        .withAnnotations(annotations(before))
        .endMetadata()
        .withEndpoints(endpoints.orElseGet(() -> SlicePlan.endpoints(slice)))
        .build();
  }

  /// A slice that is no longer needed, turned into one that is.
  EndpointSlice reuse(EndpointSlice slice, SliceKey key, List<Endpoint> endpoints) {
    return new EndpointSliceBuilder(update(slice, Optional.of(endpoints)))
        .withPorts(key.endpointPorts())
        .build();
  }

  private Map<String, String> labels() {
    var labels =
        new TreeMap<>(
            Objects.requireNonNullElse(
                service.getMetadata().getLabels(), Map.<String, String>of()));
    labels.remove(Services.HEADLESS_LABEL);
    if (Services.isHeadless(service)) {
      labels.put(Services.HEADLESS_LABEL, "");
    }
    labels.put(SERVICE_NAME, service.getMetadata().getName());
    labels.put(MANAGED_BY, MANAGER);
    return labels;
  }

  private Map<String, String> annotations(Map<String, String> before) {
    var annotations = new TreeMap<>(before);
    annotations.remove(TriggerTimes.ANNOTATION);
    trigger.ifPresent(time -> annotations.put(TriggerTimes.ANNOTATION, time));
    return annotations;
  }
}
