package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Finds what is wrong with what a pod's status says of its claims of devices.
final class ClaimStatuses {
  private static final List<String> MAPPED =
      List.of("containerName", "resourceName", "requestName");

  private ClaimStatuses() {}

  static void validate(Subject pod) {
    var known =
        Trees.stream(pod.value().path("spec").path("resourceClaims"))
            .map(claim -> Trees.text(claim, "name"))
            .collect(Collectors.toSet());
    var names = new HashSet<String>();
    for (var status : pod.at("status").at("resourceClaimStatuses").elements()) {
      var name = status.at("name");
      if (!known.contains(name.text())) {
        name.invalid("must match the name of an entry in `spec.resourceClaims`");
      }
      if (!names.add(name.text())) {
        name.duplicate();
      }
      var claim = status.at("resourceClaimName");
      if (claim.isPresent()) {
        claim.format(Format.DNS_SUBDOMAIN);
      }
    }
    extended(pod.at("status").at("extendedResourceClaimStatus"), pod.value().path("spec"));
  }

  private static void extended(Subject status, JsonNode spec) {
    if (!status.isPresent()) {
      return;
    }
    var mappings = status.at("requestMappings");
    mappings.mustBePresent("at least one request mapping is required");
    var seen = new HashSet<JsonNode>();
    for (var mapping : mappings.elements()) {
      requested(mapping, containers(spec));
      status.at("requestName").with(mapping.at("requestName").value()).format(Format.DNS_LABEL);
      if (!seen.add(mapping.value())) {
        MAPPED.forEach(field -> mapping.at(field).duplicate());
      }
    }
    status.at("resourceClaimName").mustKeep(it -> it.format(Format.DNS_SUBDOMAIN));
  }

  private static Map<String, JsonNode> containers(JsonNode spec) {
    var containers = new HashMap<String, JsonNode>();
    for (var list : List.of("initContainers", "containers")) {
      spec.path(list).forEach(one -> containers.put(Trees.text(one, "name"), one));
    }
    return containers;
  }

  private static void requested(Subject mapping, Map<String, JsonNode> containers) {
    var container = containers.get(mapping.at("containerName").text());
    var resource = mapping.at("resourceName");
    if (container == null) {
      mapping
          .at("containerName")
          .invalid(
              "must match the name of an entry in spec.initContainers.name or spec.containers.name");
    } else if (!container.path("resources").path("requests").has(resource.text())) {
      resource.invalid(
          "must match the extended resource name of an entry in"
              + " spec.initContainers.resources.requests or spec.containers.resources.requests");
    }
  }
}
