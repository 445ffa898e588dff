package dev.timonier.controllers.endpointslicemirroring;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.timonier.controllers.endpointslice.SliceKey;
import dev.timonier.controllers.endpointslice.SliceMaker;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.service.TriggerTimes;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// The slice objects that mirror Endpoints; pure.
record MirrorSlice(Endpoints endpoints) {
  private static final String MANAGER = "endpointslicemirroring-controller.k8s.io";
  private static final Set<String> NOT_MIRRORED =
      Set.of(TriggerTimes.ANNOTATION, "kubectl.kubernetes.io/last-applied-configuration");

  /// The Endpoints that the slice mirrors, if the slice is this controller's.
  static List<NamespacedName> mirrored(EndpointSlice slice) {
    return SliceMaker.service(slice, MANAGER);
  }

  EndpointSlice create(SliceKey key, List<Endpoint> mirrored) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace(endpoints.getMetadata().getNamespace())
        .withGenerateName(endpoints.getMetadata().getName() + "-")
        .withLabels(labels())
        .withAnnotations(annotations())
        .withOwnerReferences(Owners.controllerReference(endpoints))
        .endMetadata()
        .withAddressType(key.addressType())
        .withPorts(key.endpointPorts())
        .withEndpoints(mirrored)
        .build();
  }

  /// The same slice anew.
  EndpointSlice update(EndpointSlice present, SliceKey key, List<Endpoint> mirrored) {
    return new EndpointSliceBuilder(reuse(present, key, mirrored))
        .editMetadata()
        .withGenerateName(null)
        .endMetadata()
        .build();
  }

  /// A slice that is no longer needed, turned into a new one: nothing but its name stays.
  EndpointSlice reuse(EndpointSlice present, SliceKey key, List<Endpoint> mirrored) {
    return new EndpointSliceBuilder(create(key, mirrored))
        .editMetadata()
        .withName(present.getMetadata().getName())
        .withResourceVersion(present.getMetadata().getResourceVersion())
        .endMetadata()
        .build();
  }

  /// Whether the slice, whose ports are as wanted, says all that it should. The order of endpoints
  /// means nothing.
  boolean isMirrored(EndpointSlice present, List<Endpoint> mirrored) {
    return labels().equals(labels(present))
        && annotations().equals(annotations(present))
        && compared(mirrored)
            .equals(compared(Objects.requireNonNullElse(present.getEndpoints(), List.of())))
        && isOwner(present);
  }

  /// Which version of its target an endpoint was written for is not worth a write.
  private static Set<Endpoint> compared(List<Endpoint> endpoints) {
    return endpoints.stream().map(MirrorSlice::withoutVersion).collect(toUnmodifiableSet());
  }

  private static Endpoint withoutVersion(Endpoint endpoint) {
    return endpoint.getTargetRef() == null
        ? endpoint
        : new EndpointBuilder(endpoint)
            .editTargetRef()
            .withResourceVersion(null)
            .endTargetRef()
            .build();
  }

  /// Endpoints of the same name that are gone do not own it.
  private boolean isOwner(EndpointSlice present) {
    var metadata = endpoints.getMetadata();
    return Owners.of(present).stream()
        .filter(
            o -> o.getKind().equals(endpoints.getKind()) && o.getName().equals(metadata.getName()))
        .allMatch(owner -> owner.getUid().equals(metadata.getUid()));
  }

  private Map<String, String> labels() {
    var labels = new TreeMap<>(labels(endpoints));
    labels.put(SliceMaker.SERVICE_NAME, endpoints.getMetadata().getName());
    labels.put(SliceMaker.MANAGED_BY, MANAGER);
    return labels;
  }

  private Map<String, String> annotations() {
    var annotations = new TreeMap<>(annotations(endpoints));
    annotations.keySet().removeAll(NOT_MIRRORED);
    return annotations;
  }

  static Map<String, String> labels(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
  }

  static Map<String, String> annotations(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
  }
}
