package dev.timonier.controllers.endpointslice;

import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.service.IpFamily;
import dev.timonier.controllers.service.ServicePorts;
import dev.timonier.controllers.service.Services;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes the endpoints of a service from its pods; pure.
///
/// @param nodes finds a node by its name
record EndpointMaker(Service service, Function<String, Optional<Node>> nodes) {
  private static final String ZONE = "topology.kubernetes.io/zone";

  /// @param skipped names of nodes that are not known, whose pods were left out
  record Made(Map<SliceKey, List<Endpoint>> endpoints, List<String> skipped) {}

  /// The endpoints of the pods by what slices they belong into, in the order of the pods' names.
  Made make(IpFamily family, Collection<Pod> pods) {
    var endpoints = new LinkedHashMap<SliceKey, List<Endpoint>>();
    var skipped = new ArrayList<String>();
    pods.stream()
        .filter(Services::reachable)
        .filter(pod -> !family.addresses(pod).isEmpty())
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .forEach(pod -> add(family, pod, endpoints, skipped));
    return new Made(endpoints, skipped);
  }

  private void add(
      IpFamily family, Pod pod, Map<SliceKey, List<Endpoint>> endpoints, List<String> skipped) {
    var node = Pods.node(pod).flatMap(nodes);
    if (node.isEmpty() && !Services.publishesNotReady(service)) {
      skipped.add(Pods.node(pod).orElse(""));
      return;
    }
    var key = new SliceKey(family.name(), ServicePorts.of(service, pod));
    endpoints.computeIfAbsent(key, _ -> new ArrayList<>()).add(endpoint(family, pod, node));
  }

  private Endpoint endpoint(IpFamily family, Pod pod, Optional<Node> node) {
    var serving = Pods.ready(pod);
    var terminating = Owners.terminates(pod);
    return new EndpointBuilder()
        .withAddresses(family.addresses(pod))
        .withNewConditions()
        .withReady(Services.publishesNotReady(service) || (serving && !terminating))
        .withServing(serving)
        .withTerminating(terminating)
        .endConditions()
        .withNodeName(pod.getSpec().getNodeName())
        .withZone(node.map(EndpointMaker::zone).orElse(null))
        .withHostname(Services.namesHost(service, pod) ? pod.getSpec().getHostname() : null)
        .withTargetRef(
            new ObjectReferenceBuilder()
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .build())
        .build();
  }

  private static @Nullable String zone(Node node) {
    var labels = node.getMetadata().getLabels();
    return labels == null ? null : labels.get(ZONE);
  }
}
